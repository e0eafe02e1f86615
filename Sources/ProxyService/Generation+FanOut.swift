import FanOut
import Hummingbird
import InferenceAPI
import Serving
import Upstreams

extension Generation {
    /// Asks services something, and notes the outcomes for the request's log line.
    func fanOut(
        _ operation: Operation, over plan: Plan, deadline: Deadline, context: ServiceContext
    ) async -> Run {
        let run = await upstreams.fanOut(
            operation, plan: plan, targets: targets(of: plan), deadline: deadline,
            requestID: context.requestID, on: context.eventLoop,
            whenClientLeaves: { context.onClientLeaving($0) })
        context.notes.note(outcomes: run.outcomeWords)
        return run
    }

    /// The upstream behind each member of a plan.
    func targets(of plan: Plan) -> [Int] {
        Route.targets(of: plan, among: configuration.services)
    }

    /// The request's deadline: made once, here.
    func deadline(of request: Request, on route: Route) throws -> Deadline {
        let now = Deadline.now
        return try request.deadline(within: route.plan.timeout, from: now)
            ?? Deadline(after: route.plan.timeout, from: now.nanoseconds)
    }

    /// The route that a request names by its path.
    func route(of context: ServiceContext) throws -> Route {
        try namedRoute(of: context) ?? defaultRoute
    }

    /// Nil where it names none.
    func namedRoute(of context: ServiceContext) throws -> Route? {
        guard let name = context.parameters.get("route") else { return nil }
        return try route(named: name)
    }

    func route(named name: String) throws(ProblemResponse) -> Route {
        guard let route = routesByName[name] else {
            let known = routesByName.keys.sorted().joined(separator: ", ")
            throw ProblemResponse(
                .notFound, .notFound, "There is no route \(name.prefix(64)); there are: \(known).")
        }
        return route
    }
}

extension Run {
    /// How asking each service ended, in a word for the log line.
    var outcomeWords: [(service: String, outcome: String)] {
        outcomes.entries.indices.compactMap { site in
            outcomes[site].word.map { (plan.member(at: site).name, $0) }
        }
    }
}

extension Outcome {
    fileprivate var word: String? {
        switch self {
        case .unasked: nil
        case .pending, .cancelled: "cancelled"
        case .answered: "ok"
        case .failed(let failure): failure.code.rawValue
        }
    }
}

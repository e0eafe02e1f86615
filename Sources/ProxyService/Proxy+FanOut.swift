import FanOut
import Hummingbird
import InferenceAPI
import Serving
import Upstreams

extension Proxy {
    /// Runs an operation over a plan for a request, and notes the outcomes for its log line.
    func fanOut(
        _ operation: Operation, plan: Plan, deadline: Deadline, context: ServiceContext
    ) async -> Run {
        let run = await upstreams.fanOut(
            operation, plan: plan, targets: targets, deadline: deadline,
            requestID: context.requestID, on: context.eventLoop,
            whenClientLeaves: { context.onClientLeaving($0) })
        context.notes.note(outcomes: run.outcomeWords)
        return run
    }

    /// The request's deadline: made once, here.
    func deadline(of request: Request) throws -> Deadline {
        let now = Deadline.now
        return try request.deadline(within: plan.timeout, from: now)
            ?? Deadline(after: plan.timeout, from: now.nanoseconds)
    }
}

extension Run {
    /// How asking each service ended, in a word for the log line.
    var outcomeWords: [(service: String, outcome: String)] {
        zip(plan.members, outcomes.entries).map { ($0.name, $1.word) }
    }
}

extension Outcome {
    fileprivate var word: String {
        switch self {
        case .pending, .cancelled: "cancelled"
        case .answered: "ok"
        case .failed(let failure): failure.code.rawValue
        }
    }
}

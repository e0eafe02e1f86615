import FanOut
import InferenceAPI
import NIOCore
import Serving
import Upstreams

/// One predict request on its way through the proxy: what a route's services say, and the answer
/// made of it. Both faces have their requests answered by it. It lives on its event loop and is used
/// there only.
final class PredictCall {
    /// What the answer is made of.
    enum Form {
        /// The services' predictions side by side.
        case collected
        /// One label for each row.
        case labelled
    }

    typealias Ending = Result<Reply, ProblemResponse>

    private let query: PredictQuery
    private let generation: Generation
    private let requestID: RequestID
    private let upstreams: LoopUpstreams
    private let finished: (Ending, Run) -> Void
    private var call: FanOutCall?

    /// - Parameter finished: called once, on the loop, with the answer and what the services said.
    init(
        _ query: PredictQuery, requestID: RequestID, of generation: Generation,
        upstreams: LoopUpstreams,
        progress: FanOutCall.Progress? = nil, finished: @escaping (Ending, Run) -> Void
    ) {
        self.query = query
        self.generation = generation
        self.requestID = requestID
        self.upstreams = upstreams
        self.finished = finished
        let run = Run(
            plan: query.plan, deadline: query.deadline.keepingMargin, rows: query.rows,
            isForLabel: query.form == .labelled, key: query.key.value)
        call = FanOutCall(
            run, targets: query.route.targets, operation: query.operation, requestID: requestID,
            upstreams: upstreams, progress: progress, finished: { self.end($0) })
    }

    private func askShadows(of step: Int, in run: Run) {
        guard case .predict(let body, _) = query.operation else { return }
        for plan in run.plan.shadows(of: step) {
            ShadowCall(of: step, in: run, plan).start(
                body, for: generation, requestID: requestID, upstreams: upstreams)
        }
    }

    func start() { call?.start() }

    /// The client has gone: what is under way is given up, and nothing more is asked.
    func clientLeft() { call?.clientLeft() }

    private func end(_ run: Run) {
        let shadowed = call?.shadowed ?? []
        // The call holds this one by its closure, until here.
        call = nil
        generation.serviceMetrics.count(run, of: query.route.targets)
        if let problem = ProblemResponse(verdictOf: run) {
            finished(.failure(problem), run)
        } else {
            switch query.form {
            case .collected: finished(.success(run.collected), run)
            case .labelled: finished(run.labelled(explained: query.isExplained), run)
            }
            // The client has its answer: what is asked now delays nobody.
            for step in shadowed { askShadows(of: step, in: run) }
        }
    }
}

extension Deadline {
    /// The members' deadline: a twentieth of the time that is left, 5 ms at most, is kept for making the
    /// answer and for its way to the client.
    fileprivate var keepingMargin: Deadline {
        guard self != .never else { return self }
        let left = remainingNanoseconds(at: Deadline.now.nanoseconds)
        return Deadline(nanoseconds: nanoseconds - min(left / 20, 5_000_000))
    }
}

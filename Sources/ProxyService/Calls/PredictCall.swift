import FanOut
import InferenceAPI
import NIOCore
import Serving
import Upstreams

/// One predict request on its way through the proxy: asks the services and, where a label is
/// wanted, folds their answers. Both faces have their requests answered by it. It lives on its
/// event loop and is used there only.
final class PredictCall {
    /// What the answer is made of.
    enum Form {
        /// The services' predictions side by side.
        case collected
        /// One label for each row.
        case labelled
    }

    typealias Ending = Result<Reply, ProblemResponse>

    let proxy: Proxy
    let rows: Int
    let deadline: Deadline
    let requestID: RequestID
    private let operation: Operation
    private let form: Form
    private let upstreams: LoopUpstreams
    private let finished: (Ending, Run) -> Void
    private weak var current: FanOutCall?
    private var hasClientLeft = false

    /// - Parameter finished: called once, on the loop, with the answer and what the services said.
    init(
        _ operation: Operation, rows: Int, form: Form, of proxy: Proxy, deadline: Deadline,
        requestID: RequestID, upstreams: LoopUpstreams, finished: @escaping (Ending, Run) -> Void
    ) {
        self.operation = operation
        self.rows = rows
        self.form = form
        self.proxy = proxy
        self.deadline = deadline
        self.requestID = requestID
        self.upstreams = upstreams
        self.finished = finished
    }

    func start() {
        ask(operation, plan: proxy.plan, targets: proxy.targets) { run in
            self.proxy.serviceMetrics.count(run)
            if let problem = ProblemResponse(verdictOf: run) {
                self.finished(.failure(problem), run)
            } else {
                switch self.form {
                case .collected: self.finished(.success(self.proxy.collected(run)), run)
                case .labelled: self.fold(run, [:])
                }
            }
        }
    }

    /// The client has gone: what is under way is given up, and nothing more is asked.
    func clientLeft() {
        hasClientLeft = true
        current?.clientLeft()
    }

    func finish(_ ending: Ending, _ run: Run) { finished(ending, run) }

    /// Asks one service something of its own.
    func ask(_ member: Int, _ operation: Operation, _ then: @escaping (Run) -> Void) {
        let alone = Plan(
            members: [proxy.plan.members[member]], policy: Policy(onTimeout: .fail),
            timeout: proxy.plan.timeout)
        ask(operation, plan: alone, targets: [proxy.targets[member]], then)
    }

    private func ask(
        _ operation: Operation, plan: Plan, targets: [Int], _ then: @escaping (Run) -> Void
    ) {
        let call = FanOutCall(
            plan: plan, targets: targets, deadline: deadline, operation: operation,
            requestID: requestID, upstreams: upstreams, finished: then)
        current = call
        if hasClientLeft { call.clientLeft() }
        call.start()
    }
}

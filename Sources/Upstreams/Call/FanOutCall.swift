public import FanOut
public import InferenceAPI
import NIOCore

/// Drives one `Run` on its event loop: performs its actions, reports what happens as events.
///
/// Nothing here decides anything; it only carries. Used on its loop only.
public final class FanOutCall {
    private let upstreams: LoopUpstreams
    private let targets: [Int]
    private let operation: Operation
    private let requestID: RequestID
    private let dialect = BookDialect()
    private var run: Run
    private var calls: [CallID?]
    private var timer: CallID?
    /// What members are asked; it tells the time that remains, so each deadline has its own.
    private var request: (deadline: Deadline, request: UpstreamRequest)?
    private var now = Deadline(nanoseconds: 0)
    private var actions: [Action] = []
    private var isPerforming = false
    private let finished: (Run) -> Void

    /// - Parameters:
    ///   - targets: the upstream behind each member of the plan.
    ///   - finished: called once, on the loop, when the run has ended.
    public init(
        plan: Plan, targets: [Int], deadline: Deadline, operation: Operation,
        requestID: RequestID, upstreams: LoopUpstreams, finished: @escaping (Run) -> Void
    ) {
        precondition(targets.count == plan.members.count)
        self.targets = targets
        self.upstreams = upstreams
        self.operation = operation
        self.requestID = requestID
        self.finished = finished
        run = Run(plan: plan, deadline: deadline)
        calls = Array(repeating: nil, count: plan.members.count)
    }

    public func start() {
        now = .now
        run.start(at: now, into: &actions)
        perform()
    }

    /// The client has gone: its calls are given up.
    public func clientLeft() {
        run.clientLeft(into: &actions)
        perform()
    }

    /// Performs actions in order. Performing one may add others (a call can fail at once).
    private func perform() {
        guard !isPerforming else { return }
        isPerforming = true
        defer { isPerforming = false }
        var next = 0
        while next < actions.count {
            let action = actions[next]
            next += 1
            perform(action)
        }
        actions.removeAll(keepingCapacity: true)
    }

    private func perform(_ action: Action) {
        switch action {
        case .ask(let member, let deadline): ask(member, deadline: deadline)
        case .cancel(let member): cancel(member)
        case .wake(let instant): wake(at: instant)
        case .finish: finish()
        }
    }

    private func ask(_ member: Int, deadline: Deadline) {
        calls[member] = upstreams.submit(
            request(until: deadline), for: member, to: targets[member], sink: self, at: now)
    }

    private func request(until deadline: Deadline) -> UpstreamRequest {
        if let request, request.deadline == deadline { return request.request }
        let made = dialect.request(
            operation, id: requestID, timeout: deadline.remaining(at: now.nanoseconds))
        request = (deadline, made)
        return made
    }

    private func cancel(_ member: Int) {
        guard let call = calls[member] else { return }
        calls[member] = nil
        upstreams.cancel(call, of: targets[member])
    }

    private func wake(at instant: Deadline) {
        cancelTimer()
        timer = upstreams.timers.set(at: instant, for: self)
    }

    private func cancelTimer() {
        if let timer { upstreams.timers.cancel(timer) }
        timer = nil
    }

    private func finish() {
        cancelTimer()
        finished(run)
    }
}

extension FanOutCall: TimerSink {
    func timerFired(at now: Deadline) {
        timer = nil
        self.now = now
        run.timerFired(at: now, into: &actions)
        perform()
    }
}

extension FanOutCall: AnswerSink {
    func upstream(_ member: Int, answered response: UpstreamResponse) {
        let name = run.plan.members[member].name
        if let failure = dialect.failure(in: response, to: operation, from: name) {
            return upstream(member, failed: failure)
        }
        calls[member] = nil
        run.answered(
            response.body.readableBytesUInt8Span, model: response.model, from: member,
            into: &actions)
        perform()
    }

    func upstream(_ member: Int, failed failure: Failure) {
        calls[member] = nil
        run.failed(failure, from: member, into: &actions)
        perform()
    }
}

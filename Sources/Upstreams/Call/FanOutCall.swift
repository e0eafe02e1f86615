public import FanOut
public import InferenceAPI
import NIOCore

/// Drives one `Run` on its event loop: performs its actions, reports what happens as events.
///
/// Nothing here decides anything; it only carries, and reads of answers what the run needs of them.
/// Used on its loop only.
public final class FanOutCall {
    let upstreams: LoopUpstreams
    /// The upstream behind each member of the plan.
    let targets: [Int]
    let operation: Operation
    let requestID: RequestID
    private(set) var run: Run
    private var calls: [SiteCall]
    /// How to give up what members in this process are at, by site.
    private var localCalls: [Int: () -> Void] = [:]
    /// Sites whose members are asked something before their answer counts.
    var detours: [Int: Detour] = [:]
    /// Steps that have begun and have shadows.
    public private(set) var shadowed: [Int] = []
    private var timer: CallID?
    /// What most members are asked: the same bytes.
    private var request: UpstreamRequest?
    private var bodies: PredictBodies?
    private(set) var now = Deadline(nanoseconds: 0)
    private var queue = ActionQueue<Action>()
    private let progress: Progress?
    private let finished: (Run) -> Void

    /// What the member at a site has been asked.
    private struct SiteCall {
        /// Nil while nothing is under way that could be given up.
        var id: CallID?
        /// How many rows it was asked about; the run knows it too, but would be copied to tell.
        var rows = 0
    }

    /// Hears, on the loop, that the outcome of a site has been decided.
    public typealias Progress = (_ site: Int, _ run: Run) -> Void

    /// - Parameters:
    ///   - targets: the upstream behind each member of the plan.
    ///   - progress: called for each member that has answered or failed, while the run goes on.
    ///   - finished: called once, on the loop, when the run has ended.
    public init(
        _ run: Run, targets: [Int], operation: Operation, requestID: RequestID,
        upstreams: LoopUpstreams, progress: Progress? = nil, finished: @escaping (Run) -> Void
    ) {
        precondition(targets.count == run.plan.members.count)
        self.targets = targets
        self.upstreams = upstreams
        self.operation = operation
        self.requestID = requestID
        self.progress = progress
        self.finished = finished
        self.run = run
        calls = Array(repeating: SiteCall(), count: run.plan.siteCount)
        // Each member's call and the alarm.
        queue.actions.reserveCapacity(run.plan.siteCount + 1)
    }

    public func start() {
        now = .now
        run.start(at: now, into: &queue.actions)
        perform()
    }

    /// The client has gone: its calls are given up.
    public func clientLeft() {
        run.clientLeft(into: &queue.actions)
        perform()
    }

    /// How many rows the member at a site was asked about.
    func rowsAsked(at site: Int) -> Int { calls[site].rows }

    func target(of site: Int) -> Int { targets[run.plan.place(of: site)] }

    /// The answer at a site is there, and understood.
    func answered(
        _ response: UpstreamResponse, _ body: ByteBuffer, _ reading: Reading?, at site: Int
    ) {
        run.answered(
            body.readableBytesUInt8Span, reading, of: response.origin, from: site, at: now,
            into: &queue.actions)
        tell(site)
        perform()
    }

    func failed(_ failure: Failure, at site: Int) {
        run.failed(failure, from: site, at: now, into: &queue.actions)
        tell(site)
        perform()
    }

    private func tell(_ site: Int) {
        if let progress { progress(site, run) }
    }

    /// Performs actions in order. Performing one may add others (a call can fail at once).
    private func perform() {
        guard queue.begin() else { return }
        while let action = queue.take() { perform(action) }
    }

    private func perform(_ action: Action) {
        switch action {
        case .ask(let site, let rows, let input, let deadline):
            ask(site, rows, input, deadline: deadline)
        case .cancel(let site): cancel(site)
        case .wake(let instant): wake(at: instant)
        case .shadow(let step, _): shadowed.append(step)
        case .finish: finish()
        }
    }

    private func ask(_ site: Int, _ rows: RowSet, _ input: InputSource, deadline: Deadline) {
        calls[site].rows = rows.count(of: run.rows)
        guard case .predict(let body, _) = operation, rows != .all || input != .request else {
            return send(operation, isCommon: true, at: site, by: deadline)
        }
        if bodies == nil { bodies = PredictBodies(body) }
        guard let body = bodies?.body(of: rows, input, in: run) else {
            return failed(.noInput(of: run.plan.member(at: site).name), at: site)
        }
        let own = Operation.predict(body: body, rows: rows.count(of: run.rows))
        send(own, isCommon: false, at: site, by: deadline)
    }

    /// Sends a member what it is asked at a site, or first asks what must be known for that.
    ///
    /// - Parameter isCommon: whether all members are asked the very same.
    private func send(
        _ operation: Operation, isCommon: Bool, at site: Int, by deadline: Deadline
    ) {
        let target = target(of: site)
        guard case .book = upstreams.members[target].dialect else {
            return sendForeign(operation, at: site, by: deadline)
        }
        // Whoever follows the progress wants its services' predictions too.
        guard case .predict(let body, let rows) = operation, run.isForLabel, progress == nil,
            upstreams.signatures.isProxy(target)
        else { return submit(operation, isCommon: isCommon, at: site, by: deadline) }
        detours[site] = Detour(stage: .label, deadline: deadline)
        submit(.label(body: body, rows: rows), at: site, by: deadline)
    }

    /// Hands a request to the member at a site.
    func submit(
        _ operation: Operation, isCommon: Bool = false, at site: Int, by deadline: Deadline
    ) {
        let target = target(of: site)
        let member = upstreams.members[target]
        if let local = member.local { return ask(local, operation, at: site, by: deadline) }
        let request = request(operation, isCommon: isCommon && member.path.isEmpty, of: member)
        submit(request, at: site, by: deadline)
    }

    func submit(_ request: UpstreamRequest, at site: Int, by deadline: Deadline) {
        calls[site].id = upstreams.submit(
            MemberCall(
                sink: self, site: site, request: request, deadline: deadline, askedAt: now,
                isCheck: operation.isCheck),
            to: target(of: site), at: now)
    }

    private func request(
        _ operation: Operation, isCommon: Bool, of member: Upstream
    ) -> UpstreamRequest {
        if isCommon, let request { return request }
        let made = member.book.request(operation, id: requestID)
        if isCommon { request = made }
        return made
    }

    private func ask(
        _ local: any LocalService, _ operation: Operation, at site: Int, by deadline: Deadline
    ) {
        calls[site].id = nil
        do throws(Failure) {
            var isAnswered = false
            let giveUp = try upstreams.ask(
                local, operation, of: target(of: site), by: deadline, at: now
            ) { [weak self] response in
                isAnswered = true
                self?.localCalls[site] = nil
                self?.upstream(site, answered: response, at: .now)
            }
            if !isAnswered { localCalls[site] = giveUp }
        } catch {
            failed(error, at: site)
        }
    }

    private func cancel(_ site: Int) {
        if !detours.isEmpty { detours[site] = nil }
        if !localCalls.isEmpty { localCalls.removeValue(forKey: site)?() }
        guard let call = calls[site].id else { return }
        calls[site].id = nil
        upstreams.cancel(
            call, of: target(of: site), isLate: run.outcomes.isTimeout(site), at: now)
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
        let before = progress.map { _ in run.outcomes }
        run.timerFired(at: now, into: &queue.actions)
        if let before {
            for site in before.entries.indices where before[site] == .pending { tell(site) }
        }
        perform()
    }
}

extension FanOutCall: AnswerSink {
    func upstream(_ site: Int, answered response: UpstreamResponse, at now: Deadline) {
        calls[site].id = nil
        self.now = now
        // One in this process may answer though nobody waits any more.
        guard run.outcomes.isPending(site) else { return }
        read(response, at: site)
    }

    func upstream(_ site: Int, failed failure: CallFailure) {
        calls[site].id = nil
        now = .now
        guard let detour = detours.removeValue(forKey: site) else {
            return failed(failure.failure, at: site)
        }
        gaveUp(detour, failure.failure, at: site)
    }
}

extension Failure {
    fileprivate static func noInput(of name: String) -> Failure {
        Failure(
            code: .skipped,
            detail: "\(name) was not asked: the predictions before it are missing, or of different "
                + "widths from row to row.")
    }
}

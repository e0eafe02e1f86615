import FanOut
import InferenceAPI
import NIOCore

/// Drives the `Attempts` of one call: performs its actions, reports what happens as events.
final class PersistentCall {
    private struct Attempt {
        let askedAt: Deadline
        /// Nil until the pool has taken it.
        var id: CallID?
    }

    private let call: MemberCall
    private let owner: PersistentCalls
    private var attempts: Attempts
    private var underWay: [Int: Attempt] = [:]
    private var timers: [CallID] = []
    private var queue = ActionQueue<Attempts.Action>()
    private var id: CallID?
    private var now = Deadline(nanoseconds: 0)
    /// The last answer and the last failure, one of which may be the end.
    private var answer: UpstreamResponse?
    private var failure: CallFailure?

    init(_ call: MemberCall, _ attempts: Attempts, owner: PersistentCalls) {
        self.call = call
        self.attempts = attempts
        self.owner = owner
    }

    func start(as id: CallID, at now: Deadline) {
        self.id = id
        self.now = now
        attempts.start(at: now, into: &queue.actions)
        perform()
    }

    /// The sink hears nothing.
    func cancel(isLate: Bool, at now: Deadline) {
        for attempt in underWay.values {
            if let id = attempt.id { owner.pool.cancel(id, isLate: isLate, at: now) }
        }
        underWay.removeAll()
        end()
    }

    /// Performing an action may add others (a call can fail at once).
    private func perform() {
        guard queue.begin() else { return }
        while let action = queue.take() { perform(action) }
    }

    private func perform(_ action: Attempts.Action) {
        switch action {
        case .send(let attempt): send(attempt)
        case .cancel(let attempt):
            guard let id = underWay.removeValue(forKey: attempt)?.id else { return }
            owner.pool.cancel(id, isLate: false, at: now)
        case .wake(let instant): timers.append(owner.timers.set(at: instant, for: self))
        case .finish(let attempt):
            end()
            if attempt == attempts.hedge { owner.pool.tell(.hedgeWon) }
            if let answer { call.sink.upstream(call.site, answered: answer, at: now) }
        case .fail:
            end()
            if let failure { call.sink.upstream(call.site, failed: failure) }
        }
    }

    private func send(_ attempt: Int) {
        // A copy goes rather to another address than the one that is silent or has just failed.
        let silent = underWay.values.compactMap { $0.id.flatMap(owner.pool.replica) }.first
        if attempt > 0 { owner.pool.tell(attempt == attempts.hedge ? .hedged : .retried) }
        underWay[attempt] = Attempt(askedAt: now)
        let copy = MemberCall(
            sink: self, site: attempt, request: call.request, deadline: call.deadline, askedAt: now)
        let id = owner.pool.submit(copy, ratherThan: silent ?? failure?.replica, at: now)
        underWay[attempt]?.id = id
    }

    private func end() {
        for timer in timers { owner.timers.cancel(timer) }
        timers.removeAll()
        attempts.ended()
        if let id { owner.ended(id) }
    }
}

extension PersistentCall: AnswerSink {
    func upstream(_ attempt: Int, answered response: UpstreamResponse, at now: Deadline) {
        guard let ended = underWay.removeValue(forKey: attempt) else { return }
        self.now = now
        owner.answered(after: now.remainingNanoseconds(at: ended.askedAt.nanoseconds))
        answer = response
        attempts.answered(attempt, isGood: response.isWell, into: &queue.actions)
        perform()
    }

    func upstream(_ attempt: Int, failed failure: CallFailure) {
        guard underWay.removeValue(forKey: attempt) != nil else { return }
        now = .now
        self.failure = failure
        attempts.failed(
            attempt, isUnanswered: failure.isUnanswered,
            hasOthers: owner.pool.hasOthers(than: failure.replica, at: now), at: now,
            &owner.budget, into: &queue.actions)
        perform()
    }
}

extension PersistentCall: TimerSink {
    func timerFired(at now: Deadline) {
        self.now = now
        attempts.timerFired(
            at: now, hasRoom: owner.pool.hasRoom, &owner.budget, into: &queue.actions)
        perform()
    }
}

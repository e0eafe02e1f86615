import FanOut
import InferenceAPI
import NIOCore

/// The calls of one event loop to one member that may be sent more than once.
final class PersistentCalls {
    let pool: MemberPool
    let timers: LoopTimers
    private let settings: Resilience
    private var calls = CallTable<PersistentCall>()
    private var latency = ObservedLatency()
    var budget = RetryBudget()

    init(pool: MemberPool, settings: Resilience, timers: LoopTimers) {
        self.pool = pool
        self.settings = settings
        self.timers = timers
    }

    func submit(_ call: MemberCall, at now: Deadline) -> CallID {
        budget.called()
        let attempts = Attempts(retries: settings.retries, hedgeAfter: hedgeDelay)
        let persistent = PersistentCall(call, attempts, owner: self)
        let id = calls.insert(persistent)
        persistent.start(as: id, at: now)
        return id
    }

    func cancel(_ id: CallID, isLate: Bool, at now: Deadline) {
        calls.remove(id)?.cancel(isLate: isLate, at: now)
    }

    func ended(_ id: CallID) { calls.remove(id) }

    func answered(after nanoseconds: UInt64) {
        if settings.hedge == .ninetyFifthPercentile { latency.add(nanoseconds) }
    }

    /// Nil: no second copy is sent, or not yet enough is known.
    private var hedgeDelay: Duration? {
        switch settings.hedge {
        case nil: nil
        case .after(let delay): delay
        case .ninetyFifthPercentile:
            latency.ninetyFifthPercentile.map { .nanoseconds(Int64(clamping: $0)) }
        }
    }
}

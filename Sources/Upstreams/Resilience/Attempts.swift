import FanOut
import InferenceAPI

/// The times that one call is sent to its member, as a value: events in, actions out.
///
/// It is sent again when nothing was answered, and once beside the first when no answer has come for
/// a while (a *hedge*; Dean and Barroso, "The tail at scale", 2013). The first good answer counts.
/// Predictions have no side effects, so that asking twice is safe; a budget keeps copies few.
struct Attempts {
    enum Action: Equatable {
        /// Send it, rather to another address than those of attempts under way or the last to fail.
        case send(Int)
        case cancel(Int)
        case wake(Deadline)
        case finish(Int)
        case fail
    }

    private let retryLimit: Int
    private let hedgeDelay: Duration?
    private var sent = 0
    private var retries = 0
    private(set) var active: [Int] = []
    private var hedgeAt: Deadline?
    private var retryAt: Deadline?
    /// The attempt that is the second copy.
    private(set) var hedge: Int?

    /// The pause before a member's only address is asked again; doubled each time.
    static let pause = Duration.milliseconds(25)

    init(retries: Int, hedgeAfter: Duration?) {
        retryLimit = retries
        hedgeDelay = hedgeAfter
    }

    mutating func start(at now: Deadline, into actions: inout [Action]) {
        send(into: &actions)
        guard let hedgeDelay else { return }
        let instant = Deadline(after: hedgeDelay, from: now.nanoseconds)
        hedgeAt = instant
        actions.append(.wake(instant))
    }

    /// The instant of a `wake` has come.
    ///
    /// - Parameter hasRoom: the member is not so busy that copies would be in the way of calls.
    mutating func timerFired(
        at now: Deadline, hasRoom: Bool, _ budget: inout RetryBudget, into actions: inout [Action]
    ) {
        if let retryAt, retryAt <= now {
            self.retryAt = nil
            send(into: &actions)
        }
        if let hedgeAt, hedgeAt <= now {
            self.hedgeAt = nil
            guard hasRoom, active.count == 1, budget.take() else { return }
            hedge = sent
            send(into: &actions)
        }
    }

    /// An answer has come.
    ///
    /// - Parameter isGood: the member has done what it was asked, or says that it cannot be done.
    mutating func answered(_ attempt: Int, isGood: Bool, into actions: inout [Action]) {
        guard forget(attempt) else { return }
        // One that is bad waits for what the other says.
        guard isGood || active.isEmpty else { return }
        finish(attempt, into: &actions)
    }

    /// No answer will come.
    ///
    /// - Parameters:
    ///   - isUnanswered: not a byte of an answer came.
    ///   - hasOthers: another address is left.
    mutating func failed(
        _ attempt: Int, isUnanswered: Bool, hasOthers: Bool, at now: Deadline,
        _ budget: inout RetryBudget, into actions: inout [Action]
    ) {
        guard forget(attempt), active.isEmpty else { return }
        guard isUnanswered, retries < retryLimit, budget.take() else {
            return actions.append(.fail)
        }
        retries += 1
        guard !hasOthers else { return send(into: &actions) }
        let pause = Self.pause * (1 << (retries - 1))
        let instant = Deadline(after: pause, from: now.nanoseconds)
        retryAt = instant
        actions.append(.wake(instant))
    }

    /// Nothing more is to be done: the call has its answer, or is not wanted any more.
    mutating func ended() {
        active.removeAll()
        (retryAt, hedgeAt) = (nil, nil)
    }

    private mutating func send(into actions: inout [Action]) {
        active.append(sent)
        actions.append(.send(sent))
        sent += 1
    }

    private mutating func forget(_ attempt: Int) -> Bool {
        guard let place = active.firstIndex(of: attempt) else { return false }
        active.remove(at: place)
        return true
    }

    private mutating func finish(_ attempt: Int, into actions: inout [Action]) {
        for other in active { actions.append(.cancel(other)) }
        ended()
        actions.append(.finish(attempt))
    }
}

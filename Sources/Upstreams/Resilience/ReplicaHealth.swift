import InferenceAPI

/// Whether an address of a member is fit to be asked, as a value.
///
/// One that refuses a connection *cools down* for a moment. One that fails several calls in a row is
/// *ejected*: it is asked nothing while others are left, until a probe finds it well. Each ejection
/// is twice as long as the last until it has answered well for a while.
public struct ReplicaHealth: Sendable {
    public struct Settings: Sendable, Equatable {
        /// Calls that fail one after the other before the address is ejected.
        public var failures = 5
        /// How long it is left alone before the first probe.
        public var pause = Duration.seconds(1)

        static let longestPause = Duration.seconds(30)
        /// Good answers in a row after which the next pause is short again.
        static let trusted = 100

        public init() {}
    }

    private enum State {
        case fit
        case ejected(probeAt: Deadline)
        case probing
    }

    private let settings: Settings?
    private var state = State.fit
    private var failures = 0
    private var successes = 0
    private var pause: Duration
    private var coolUntil = Deadline(nanoseconds: 0)

    init(_ settings: Settings?) {
        self.settings = settings
        pause = settings?.pause ?? .zero
    }

    var isEjected: Bool {
        if case .fit = state { false } else { true }
    }

    func isCooling(at now: Deadline) -> Bool { now < coolUntil }

    func isFit(at now: Deadline) -> Bool { coolUntil <= now && !isEjected }

    /// It refused a connection.
    mutating func refused(for coolDown: Duration, at now: Deadline) {
        coolUntil = Deadline(after: coolDown, from: now.nanoseconds)
    }

    /// What calls that were asked before its ejection say does not bring it back.
    mutating func succeeded() {
        guard case .fit = state else { return }
        failures = 0
        successes += 1
        if successes >= Settings.trusted, let settings { pause = settings.pause }
    }

    /// A call has failed for a reason that lies with the address.
    ///
    /// - Returns: when it is to be probed, if it has just been ejected.
    mutating func failed(at now: Deadline) -> Deadline? {
        guard case .fit = state, let settings else { return nil }
        successes = 0
        failures += 1
        return failures >= settings.failures ? eject(at: now) : nil
    }

    /// Whether it must be probed now; the probe is then under way.
    mutating func beginProbe(at now: Deadline) -> Bool {
        guard case .ejected(let instant) = state, instant <= now else { return false }
        state = .probing
        return true
    }

    /// How the probe ended.
    ///
    /// - Returns: when it is to be probed again, if it is still sick.
    mutating func probed(isWell: Bool, at now: Deadline) -> Deadline? {
        guard case .probing = state else { return nil }
        guard isWell else { return eject(at: now) }
        state = .fit
        (failures, successes) = (0, 0)
        return nil
    }

    private mutating func eject(at now: Deadline) -> Deadline {
        let end = Deadline(after: pause, from: now.nanoseconds)
        state = .ejected(probeAt: end)
        pause = min(pause * 2, Settings.longestPause)
        return end
    }
}

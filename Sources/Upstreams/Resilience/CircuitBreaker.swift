import InferenceAPI

/// Whether a member is asked at all, as a value: one that mostly fails is left alone for a while.
///
/// *Closed* it lets all calls through and counts how many fail. When that share of enough calls within
/// a window is reached it *opens*: calls fail at once. After a pause it is *half open*: one call is
/// let through on trial. If that is answered the breaker closes, otherwise it opens for twice as
/// long (Nygard, "Release It!", 2007, chapter 5.2).
public struct CircuitBreaker {
    enum Admission: Equatable {
        case free
        case trial
        case refused
    }

    /// What a call's end has changed.
    enum Change: Equatable {
        case opened
        case closed
    }

    private enum State {
        case closed
        case open(until: Deadline)
        /// No trial is under way yet.
        case halfOpen
        case trying
    }

    private let settings: Settings
    private var state = State.closed
    private var calls = 0
    private(set) var failures = 0
    private var windowEnd = Deadline(nanoseconds: 0)
    private var pause: Duration

    init(_ settings: Settings) {
        self.settings = settings
        pause = settings.pause
    }

    /// Whether calls are refused, or would be but for one on trial.
    var isOpen: Bool {
        if case .closed = state { false } else { true }
    }

    mutating func admit(at now: Deadline) -> Admission {
        switch state {
        case .closed: return .free
        case .trying: return .refused
        case .open(let end) where now < end: return .refused
        case .open, .halfOpen:
            state = .trying
            return .trial
        }
    }

    /// A call has been answered.
    mutating func succeeded(_ admission: Admission, at now: Deadline) -> Change? {
        guard admission == .trial else {
            count(failed: false, at: now)
            return nil
        }
        state = .closed
        pause = settings.pause
        (calls, failures) = (0, 0)
        return .closed
    }

    /// A call has failed for a reason that lies with the member.
    mutating func failed(_ admission: Admission, at now: Deadline) -> Change? {
        guard admission != .trial else {
            pause = min(pause * 2, Settings.longestPause)
            state = .open(until: Deadline(after: pause, from: now.nanoseconds))
            return nil
        }
        count(failed: true, at: now)
        guard case .closed = state, calls >= settings.calls,
            Double(failures) >= settings.share * Double(calls)
        else { return nil }
        state = .open(until: Deadline(after: pause, from: now.nanoseconds))
        return .opened
    }

    /// A call has ended in a way that says nothing of the member.
    mutating func withdrawn(_ admission: Admission) {
        if admission == .trial { state = .halfOpen }
    }

    /// Calls from before it opened say nothing new.
    private mutating func count(failed: Bool, at now: Deadline) {
        guard case .closed = state else { return }
        if windowEnd <= now {
            (calls, failures) = (0, 0)
            windowEnd = Deadline(after: settings.window, from: now.nanoseconds)
        }
        calls += 1
        if failed { failures += 1 }
    }
}

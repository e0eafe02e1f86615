import InferenceAPI

/// Whether calls to a replica may share a connection, on which each waits for the answers to those
/// before it: only where the member is one of ours and so fast that this costs next to nothing.
///
/// Two numbers tell. The *shortest* wait of late says what the member's own work takes: however busy
/// the machine is, a member that computes for long has no short one. The *mean* wait on shared
/// connections says what sharing costs: a stall holds up all that stands behind it. A member that
/// turns out slow is asked one call a connection for a while, for longer each time.
struct Pace {
    /// How long one answer was waited for.
    struct Wait {
        /// Since the call was sent or, where others stood before it, since their last answer.
        let nanoseconds: UInt64
        /// Whether other calls were on the connection.
        let isShared: Bool
        /// Whether the answer named its model, as our classifiers' do.
        let isOurs: Bool
    }

    /// Nanoseconds below which the shortest wait of late must be.
    static let longestWork: UInt64 = 1_000_000
    /// Nanoseconds below which the mean wait on shared connections must stay.
    static let longestMean = 500_000.0
    /// Answers of which the shortest wait is taken, and over which the mean is.
    static let window = 256

    /// Good answers on shared connections after which a pause is short again.
    private static let trusted = 64 * window

    private static let firstPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(8)

    private var isOurs = false
    private var shortest = UInt64.max
    private var shortestBefore = UInt64.max
    private var answers = 0
    private var mean = 0.0
    private var sharedAnswers = 0
    private var pause = Self.firstPause
    private var pausedUntil = Deadline(nanoseconds: 0)

    func allowsSharing(at now: Deadline) -> Bool {
        isOurs && min(shortest, shortestBefore) < Self.longestWork && pausedUntil <= now
    }

    mutating func answered(after wait: Wait, at now: Deadline) {
        isOurs = wait.isOurs
        shortest = min(shortest, wait.nanoseconds)
        answers += 1
        if answers == Self.window { (answers, shortestBefore, shortest) = (0, shortest, .max) }
        if wait.isShared { weigh(Double(wait.nanoseconds), at: now) }
    }

    /// A shared connection had to be given up: the member stalls, or closes what it still owes.
    mutating func stalled(at now: Deadline) {
        pausedUntil = Deadline(after: pause, from: now.nanoseconds)
        pause = min(pause * 2, Self.longestPause)
        (mean, sharedAnswers) = (0, 0)
    }

    private mutating func weigh(_ wait: Double, at now: Deadline) {
        sharedAnswers += 1
        mean += (wait - mean) / Double(min(sharedAnswers, Self.window))
        guard sharedAnswers >= Self.window else { return }
        if mean > Self.longestMean { return stalled(at: now) }
        if sharedAnswers >= Self.trusted { (sharedAnswers, pause) = (Self.window, Self.firstPause) }
    }
}

import InferenceAPI

/// Whether calls to a replica may share a connection, on which each waits for the answers to those
/// before it: only where the member is one of ours and so fast that this costs next to nothing.
///
/// The *time between answers*, on whichever connections, says what the member's work takes, also
/// where all calls wait long because there are many. What sharing costs say the waits on shared
/// connections: their mean, and how many are stalls, each of which holds up all that stands behind
/// it. A member that turns out slow is asked one call a connection for a while, for longer each time.
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

    /// Nanoseconds below which the mean time between answers must be.
    static let longestWork = 500_000.0
    /// Nanoseconds of it below which one of a member's event loops does the work of all that one of ours
    /// sends.
    static let shortWork = 50_000.0
    /// Answers after which that mean says something.
    static let fewest = 8
    /// Nanoseconds below which the mean wait on shared connections must stay.
    static let longestMean = 2_000_000.0
    /// Nanoseconds of a wait that is a stall; a busy machine alone rarely makes one.
    static let stall: UInt64 = 20_000_000
    /// Stalls in a window of answers on shared connections that end the sharing.
    static let mostStalls = 5
    /// Answers over which means and stalls are taken.
    static let window = 1_024

    /// Good answers on shared connections after which a pause is short again.
    private static let trusted = 16 * window

    private static let firstPause = Duration.seconds(1)
    private static let longestPause = Duration.seconds(8)

    private var isOurs = false
    private var lastAnswer = Deadline(nanoseconds: 0)
    private var answers = 0
    private var work = 0.0
    private var mean = 0.0
    private var sharedAnswers = 0
    private var stalls = 0
    private var pause = Self.firstPause
    private var pausedUntil = Deadline(nanoseconds: 0)

    func allowsSharing(at now: Deadline) -> Bool {
        isOurs && answers >= Self.fewest && work < Self.longestWork && pausedUntil <= now
    }

    /// How many connections calls share: with two, a member with several event loops uses more than one.
    var spread: Int { work < Self.shortWork ? 1 : 2 }

    mutating func answered(after wait: Wait, at now: Deadline) {
        isOurs = wait.isOurs
        // A member that had nothing to do before works since it was asked.
        let since = min(
            wait.nanoseconds, now.remainingNanoseconds(at: lastAnswer.nanoseconds))
        lastAnswer = now
        answers = min(answers + 1, Self.window)
        work += (Double(since) - work) / Double(answers)
        if wait.isShared { weigh(wait.nanoseconds, at: now) }
    }

    /// A shared connection had to be given up: the member stalls, or closes what it still owes.
    mutating func stalled(at now: Deadline) {
        pausedUntil = Deadline(after: pause, from: now.nanoseconds)
        pause = min(pause * 2, Self.longestPause)
        (mean, sharedAnswers, stalls) = (0, 0, 0)
    }

    private mutating func weigh(_ wait: UInt64, at now: Deadline) {
        if sharedAnswers % Self.window == 0 { stalls = 0 }
        sharedAnswers += 1
        mean += (Double(wait) - mean) / Double(min(sharedAnswers, Self.window))
        if wait >= Self.stall { stalls += 1 }
        let isSlow = sharedAnswers >= Self.window && mean > Self.longestMean
        if isSlow || stalls >= Self.mostStalls { return stalled(at: now) }
        if sharedAnswers >= Self.trusted { (sharedAnswers, pause) = (Self.window, Self.firstPause) }
    }
}

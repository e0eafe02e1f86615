/// An instant in flight: when a request must be answered.
///
/// Nanoseconds of a monotonic clock whose zero does not matter; whoever makes and asks deadlines
/// must read one and the same clock. All arithmetic saturates.
public struct Deadline: Hashable, Sendable {
    public let nanoseconds: UInt64

    /// Later than any other: no deadline.
    public static let never = Deadline(nanoseconds: .max)

    public init(nanoseconds: UInt64) {
        self.nanoseconds = nanoseconds
    }

    /// The instant that is `budget` after `now` (nanoseconds of the clock).
    public init(after budget: Duration, from now: UInt64) {
        let (sum, overflow) = now.addingReportingOverflow(budget.saturatedNanoseconds)
        nanoseconds = overflow ? .max : sum
    }

    /// The first of several budgets' ends; nil where there is no budget.
    public static func earliest(after budgets: [Duration], from now: Deadline) -> Deadline? {
        budgets.min().map { Deadline(after: $0, from: now.nanoseconds) }
    }

    /// The time left at `now`; zero when the deadline has passed.
    public func remaining(at now: UInt64) -> Duration {
        .nanoseconds(Int64(clamping: remainingNanoseconds(at: now)))
    }

    /// The same as a plain number.
    public func remainingNanoseconds(at now: UInt64) -> UInt64 {
        nanoseconds > now ? nanoseconds - now : 0
    }

    public func hasPassed(at now: UInt64) -> Bool {
        nanoseconds <= now
    }

    public func earlier(of other: Deadline) -> Deadline {
        min(self, other)
    }
}

extension Deadline: Comparable {
    public static func < (left: Deadline, right: Deadline) -> Bool {
        left.nanoseconds < right.nanoseconds
    }
}

extension Duration {
    /// Whole nanoseconds, rounded down; negative durations are 0, too long ones the largest number.
    var saturatedNanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        let (whole, overflow) = UInt64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = whole.addingReportingOverflow(UInt64(attoseconds) / 1_000_000_000)
        return overflow || carry ? .max : sum
    }
}

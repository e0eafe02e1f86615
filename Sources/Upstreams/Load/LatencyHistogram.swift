/// Counts of durations in buckets that are at most 1/64 of a duration wide: percentiles of any
/// number of them in a few kilobytes.
public struct LatencyHistogram: Equatable, Sendable {
    /// Steps of each doubling.
    private static let steps: UInt64 = 64
    /// Doublings: up to an hour and beyond.
    private static let doublings = 48

    private var counts = [Int](repeating: 0, count: doublings * Int(steps))
    public private(set) var count = 0
    public private(set) var largest = Duration.zero

    public init() {}

    public mutating func add(_ duration: Duration) {
        let nanoseconds = UInt64(clamping: duration.nanoseconds)
        counts[min(Self.bucket(of: nanoseconds), counts.count - 1)] += 1
        count += 1
        largest = max(largest, duration)
    }

    public mutating func add(_ other: LatencyHistogram) {
        for index in counts.indices { counts[index] += other.counts[index] }
        count += other.count
        largest = max(largest, other.largest)
    }

    /// The duration that this share of all does not exceed, to the upper end of its bucket; zero
    /// where nothing was counted.
    ///
    /// - Parameter share: from 0 to 1.
    public func percentile(_ share: Double) -> Duration {
        let rank = Int((share * Double(count)).rounded(.up))
        var seen = 0
        for (index, count) in counts.enumerated() {
            seen += count
            guard seen < max(rank, 1) else {
                // The last bucket has no end.
                if index == counts.count - 1 { return largest }
                return min(.nanoseconds(Int64(clamping: Self.end(of: index))), largest)
            }
        }
        return largest
    }

    private static func bucket(of nanoseconds: UInt64) -> Int {
        guard nanoseconds >= steps else { return Int(nanoseconds) }
        // The highest bit says the doubling, the six behind it the step.
        let shift = 63 - nanoseconds.leadingZeroBitCount - 6
        return (shift + 1) * Int(steps) + Int(nanoseconds >> UInt64(shift)) - Int(steps)
    }

    /// The largest duration of a bucket, nanoseconds.
    private static func end(of bucket: Int) -> UInt64 {
        guard bucket >= Int(steps) else { return UInt64(bucket) }
        let shift = UInt64(bucket) / steps - 1
        return ((UInt64(bucket) % steps + steps + 1) << shift) - 1
    }
}

extension Duration {
    /// Whole nanoseconds.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? .max : scaled &+ attoseconds / 1_000_000_000
    }
}

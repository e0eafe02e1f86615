import CoreMetrics
import Synchronization

/// How many of the recorded durations lie below each of some borders, and their sum, in seconds.
final class HistogramCell: Sendable {
    /// Seconds; the last bucket has none.
    static let borders = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
        10,
    ]
    private static let nanoseconds = borders.map { Int64($0 * 1e9) }

    private let counts = InlineArray<17, Atomic<Int>> { _ in Atomic(0) }
    private let sum = Atomic<Int>(0)

    /// What lies in each bucket, the lowest first.
    var buckets: [Int] { counts.indices.map { counts[$0].load(ordering: .relaxed) } }
    var seconds: Double { Double(sum.load(ordering: .relaxed)) / 1e9 }
}

extension HistogramCell: TimerHandler {
    func recordNanoseconds(_ duration: Int64) {
        var bucket = 0
        while bucket < Self.nanoseconds.count, duration > Self.nanoseconds[bucket] { bucket += 1 }
        counts[bucket].wrappingAdd(1, ordering: .relaxed)
        sum.wrappingAdd(Int(duration), ordering: .relaxed)
    }
}

extension HistogramCell: RecorderHandler {
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        recordNanoseconds(value.isFinite ? Int64(max(-9e18, min(value * 1e9, 9e18))) : 0)
    }
}

/// What a load was answered.
public struct LoadResult: Sendable {
    /// Of answers with status 200, from the first byte written to the last byte read.
    public internal(set) var latencies = LatencyHistogram()
    /// Answers by status.
    public internal(set) var statuses: [Int: Int] = [:]
    /// Requests without an answer, by what happened to them.
    public internal(set) var failures: [String: Int] = [:]
    public internal(set) var bodyBytes = 0
    /// From the first request to the last answer.
    public internal(set) var elapsed = Duration.zero

    /// Answers with status 200.
    public var good: Int { statuses[200] ?? 0 }
    public var answered: Int { statuses.values.reduce(0, +) }
    public var failed: Int { failures.values.reduce(0, +) }

    /// Good answers a second.
    public var rate: Double {
        elapsed > .zero ? Double(good) / (elapsed / .seconds(1)) : 0
    }

    mutating func add(_ other: LoadResult) {
        latencies.add(other.latencies)
        statuses.merge(other.statuses, uniquingKeysWith: +)
        failures.merge(other.failures, uniquingKeysWith: +)
        bodyBytes += other.bodyBytes
    }
}

import InferenceAPI

/// Tells of each service whether its first prediction reaches the service's threshold: 1 or 0.
///
/// A service that is missing, or answered `null` for the row, is left out. Stopping early, it answers
/// as soon as one service of each row reaches its threshold, and leaves out those it did not wait for.
public struct Threshold: Aggregator {
    let thresholds: Thresholds

    public var needsClasses: Bool { false }
    public var canStopEarly: Bool { true }

    public init(_ thresholds: Thresholds) { self.thresholds = thresholds }

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        .flags(
            ballots.ballots.filter { !$0[row, 0].isNaN }.map { ballot in
                RowAnswer.Flag(
                    service: ballot.service,
                    isSet: ballot[row, 0] >= thresholds[ballot.service])
            })
    }

    public func earlyAnswer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer? {
        let answer = try answer(row: row, of: ballots)
        guard case .flags(let flags) = answer, flags.contains(where: \.isSet) else { return nil }
        return answer
    }
}

/// From which prediction on a service is said to have found something.
public struct Thresholds: Sendable, Equatable {
    public static let standard = 0.95

    /// Of the services that have none of their own.
    public var standard: Double
    public var byService: [String: Double]

    public init(standard: Double = standard, byService: [String: Double] = [:]) {
        self.standard = standard
        self.byService = byService
    }

    subscript(service: String) -> Double { byService[service] ?? standard }
}

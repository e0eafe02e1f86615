import InferenceAPI

/// The first good answer; the rest are cancelled. A classifier's is its most probable class, a
/// regression's its value.
///
/// Missing members do not matter while one answers. Where more than one has (on `/predict`, which
/// shows them all), the earliest in route order counts.
public struct First: Aggregator {
    public var needsClasses: Bool { true }
    public var canStopEarly: Bool { true }
    public var alwaysStopsEarly: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        guard let ballot = ballots.ballots.first(where: { !$0.isNull(row: row) }) else {
            return .value(.nan)
        }
        return ballot.answer(row: row)
    }

    public func earlyAnswer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer? {
        let isHeard = ballots.ballots.contains { !$0.isNull(row: row) }
        return isHeard ? try answer(row: row, of: ballots) : nil
    }
}

extension Ballots.Ballot {
    /// What the member says about a row, by itself.
    func answer(row: Int) -> RowAnswer {
        if let labels {
            return labels[row].map { .label($0, probability: share(row: row)) } ?? .value(.nan)
        }
        guard let classes else { return .value(self[row, 0]) }
        return .distribution(prediction(row: row), classes: classes)
    }
}

/// Leaves the members' predictions side by side: `/predict` answers them all, and there is no label.
public struct Collect: Aggregator {
    public var needsClasses: Bool { false }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        throw .noLabel
    }
}

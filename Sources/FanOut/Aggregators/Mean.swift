import InferenceAPI

/// Averages the members' predictions, class by class, and names the class with the highest mean; ties
/// go to the earlier class. Regressions give the mean value.
///
/// A missing member, or one with a `null` in the row, leaves the average: the rest are
/// renormalised.
public struct Mean: Aggregator {
    public var needsClasses: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        let classes = try ballots.commonClasses()
        let heard = ballots.ballots.filter { $0.isWhole(row: row) }
        let means = (0..<ballots.ballots[0].columns).map { column in
            heard.reduce(0) { $0 + $1[row, column] } / Double(heard.count)
        }
        guard let classes else { return .value(means[0]) }
        let best = means.indices.dropFirst().reduce(0) { means[$1] > means[$0] ? $1 : $0 }
        return .label(classes[best], probability: means[best])
    }
}

extension Ballots {
    /// The classes that all members share; nil if all are regressions.
    func commonClasses() throws(AggregationError) -> [Label]? {
        for ballot in ballots.dropFirst()
        where ballot.classes != ballots[0].classes || ballot.columns != ballots[0].columns {
            throw .differentClasses(first: ballots[0].service, other: ballot.service)
        }
        return ballots[0].classes
    }
}

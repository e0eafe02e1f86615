import InferenceAPI

/// The middle of the members' predictions, class by class (of an even number the mean of the two in the
/// middle), and names the class with the highest; ties go to the earlier class. The medians of a row
/// need not add up to 1. Regressions give the median value.
///
/// A missing member, or one with a `null` in the row, is left out.
public struct Median: Aggregator {
    public var needsClasses: Bool { true }
    public var needsEqualClasses: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        try ballots.combined(row: row) { heard, column in
            let sorted = heard.map { $0[row, column] }.sorted()
            let middle = sorted.count / 2
            return sorted.count.isMultiple(of: 2)
                ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
        }
    }
}

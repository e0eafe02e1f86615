import InferenceAPI

/// Averages the members' predictions, class by class, and names the class with the highest mean; ties
/// go to the earlier class. Regressions give the mean value.
///
/// A missing member, or one with a `null` in the row, leaves the average: the rest are
/// renormalised.
public struct Mean: Aggregator {
    public var needsClasses: Bool { true }
    public var needsEqualClasses: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        try ballots.combined(row: row) { heard, column in
            heard.reduce(0) { $0 + $1[row, column] } / Double(heard.count)
        }
    }
}

/// As ``Mean``, but each service counts with its weight.
///
/// A missing member leaves the average, and its weight with it: the rest are renormalised. Where only
/// members of weight 0 are left there is no answer (`null`).
public struct WeightedMean: Aggregator {
    let weights: ServiceWeights

    public var needsClasses: Bool { true }
    public var needsEqualClasses: Bool { true }

    public init(weights: ServiceWeights) { self.weights = weights }

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        try ballots.combined(row: row) { heard, column in
            let sum = heard.reduce(0) { $0 + weights[$1.service] * $1[row, column] }
            return sum / heard.reduce(0) { $0 + weights[$1.service] }
        }
    }
}

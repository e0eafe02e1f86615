import InferenceAPI

/// Multiplies the members' probabilities, class by class, and divides by their sum, so that a row's
/// probabilities add up to 1 again (Kittler et al., "On combining classifiers", 1998, the product rule
/// with equal priors). Ties go to the earlier class. Regressions are refused.
///
/// A missing member, or one with a `null` in the row, is left out. Where every class has a member that
/// gives it 0 there is no answer (`null`).
public struct Product: Aggregator {
    public var needsClasses: Bool { true }
    public var needsEqualClasses: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        let combined = try ballots.combined(row: row) { heard, column in
            heard.reduce(1) { $0 * $1[row, column] }
        }
        guard case .distribution(let products, let classes) = combined else {
            throw .noClasses(service: ballots.ballots[0].service)
        }
        let sum = products.reduce(0, +)
        return .distribution(products.map { $0 / sum }, classes: classes)
    }
}

public import FanOut

/// The mean of the members' predictions without the highest and the lowest of each class, so that one
/// model that has gone wrong moves nothing. The class with the highest mean is the answer.
///
/// A missing member is left out; with fewer than three there is nothing to trim, and the plain mean it is.
public struct TrimmedMean: Aggregator {
    public var needsClasses: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        let heard = ballots.ballots.filter { $0.isWhole(row: row) }
        guard let first = heard.first, let classes = first.classes else {
            throw .noClasses(service: ballots.ballots[0].service)
        }
        if let other = heard.first(where: { $0.classes != classes }) {
            throw .differentClasses(first: first.service, other: other.service)
        }
        let means = classes.indices.map { column in
            let sorted = heard.map { $0[row, column] }.sorted()
            let kept = sorted.count > 2 ? sorted.dropFirst().dropLast() : sorted[...]
            return kept.reduce(0, +) / Double(kept.count)
        }
        return .distribution(means, classes: classes)
    }
}

import InferenceAPI

/// For members that each tell one class from the rest: their first predictions divided by the sum of
/// them, and the service with the highest. Ties go to the earlier service.
///
/// Members that are missing, or answered `null`, do not take part: the rest are renormalised. Where the
/// sum is 0 there is no answer (`null`).
public struct OneVersusRest: Aggregator {
    public var needsClasses: Bool { false }
    public var naming: LabelNaming { .highestMember }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        let heard = ballots.ballots.filter { !$0[row, 0].isNaN }
        guard let first = ballots.ballots.first else { throw .noAnswer }
        let sum = heard.reduce(0) { $0 + $1[row, 0] }
        guard sum > 0 else { return .label(.text(first.service), probability: .nan) }
        return .distribution(
            heard.map { $0[row, 0] / sum }, classes: heard.map { .text($0.service) })
    }
}

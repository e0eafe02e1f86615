import InferenceAPI

/// Names the service whose first prediction (`prediction[0]`) is highest; ties go to the earlier
/// service. Members that are missing, or answered `null`, do not take part.
public struct Argmax: Aggregator {
    public var needsClasses: Bool { false }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        var best = (service: "", probability: -Double.infinity)
        for ballot in ballots.ballots where ballot[row, 0] > best.probability {
            best = (ballot.service, ballot[row, 0])
        }
        guard best.service.isEmpty else {
            return .label(.text(best.service), probability: best.probability)
        }
        return .label(.text(ballots.ballots.first?.service ?? ""), probability: .nan)
    }
}

import InferenceAPI

/// Names the service whose first prediction (`prediction[0]`) is highest; ties go to the earlier
/// service. Members that are missing, or answered `null`, do not take part.
public struct Argmax: Aggregator {
    public var needsClasses: Bool { false }
    public var naming: LabelNaming { .highestMember }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        ballots.extreme(row: row, sign: 1)
    }
}

/// Names the service whose first prediction is lowest, otherwise as ``Argmax``.
public struct Argmin: Aggregator {
    public var needsClasses: Bool { false }
    public var naming: LabelNaming { .lowestMember }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        ballots.extreme(row: row, sign: -1)
    }
}

extension Ballots {
    fileprivate func extreme(row: Int, sign: Double) -> RowAnswer {
        var best: (service: String, value: Double)?
        for ballot in ballots where !ballot[row, 0].isNaN {
            if let best, ballot[row, 0] * sign <= best.value * sign { continue }
            best = (ballot.service, ballot[row, 0])
        }
        guard let best else {
            return .label(.text(ballots.first?.service ?? ""), probability: .nan)
        }
        return .label(.text(best.service), probability: best.value)
    }
}

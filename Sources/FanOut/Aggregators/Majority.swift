import InferenceAPI

/// Each member votes for its most probable class; the answer is the class with most votes and its
/// share of them. Ties go to the class that the earlier service voted for.
///
/// A missing member, or one that answered `null` for the row, has no vote: shares are of the votes
/// cast. Where none is cast, the label is empty and its share `null`.
public struct Majority: Aggregator {
    public var needsClasses: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        var tally: [(label: Label, votes: Int)] = []
        for ballot in ballots.ballots {
            guard let classes = ballot.classes else { throw .noClasses(service: ballot.service) }
            if ballot.isNull(row: row) { continue }
            let vote = classes[ballot.largestColumn(row: row)]
            if let place = tally.firstIndex(where: { $0.label == vote }) {
                tally[place].votes += 1
            } else {
                tally.append((vote, 1))
            }
        }
        guard let first = tally.first else { return .label(.text(""), probability: .nan) }
        let winner = tally.dropFirst().reduce(first) { $1.votes > $0.votes ? $1 : $0 }
        let cast = tally.reduce(0) { $0 + $1.votes }
        return .label(winner.label, probability: Double(winner.votes) / Double(cast))
    }
}

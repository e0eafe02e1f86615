import InferenceAPI

/// Each member votes for its most probable class; the answer is the class with most votes and its
/// share of them. Ties go to the class that the earlier service voted for.
///
/// A missing member has no vote: shares are of the votes cast.
public struct Majority: Aggregator {
    public var needsClasses: Bool { true }

    public init() {}

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        var tally: [(label: Label, votes: Int)] = []
        for ballot in ballots.ballots {
            guard let classes = ballot.classes else { throw .noClasses(service: ballot.service) }
            let vote = classes[ballot.largestColumn(row: row)]
            if let place = tally.firstIndex(where: { $0.label == vote }) {
                tally[place].votes += 1
            } else {
                tally.append((vote, 1))
            }
        }
        let winner = tally.dropFirst().reduce(tally[0]) { $1.votes > $0.votes ? $1 : $0 }
        let share = Double(winner.votes) / Double(ballots.ballots.count)
        return .label(winner.label, probability: share)
    }
}

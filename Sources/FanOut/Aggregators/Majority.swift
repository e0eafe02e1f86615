import InferenceAPI

/// Each member votes for its most probable class; the answer is the class with most votes and its
/// share of them. Ties go to the class that the earlier service voted for. Of ``WeightedVote`` each
/// vote counts with its service's weight.
///
/// A missing member, or one that answered `null` for the row, has no vote: shares are of the votes
/// cast. Where none is cast, the label is empty and its share `null`.
///
/// Stopping early, it answers once the votes that are still to come could not catch up, without a share.
public struct Majority: Aggregator {
    private let vote: WeightedVote

    public var needsClasses: Bool { true }
    public var canStopEarly: Bool { true }

    public init() { vote = WeightedVote(weights: ServiceWeights()) }

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        try vote.answer(row: row, of: ballots)
    }

    public func earlyAnswer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer? {
        try vote.earlyAnswer(row: row, of: ballots)
    }
}

/// ``Majority`` with a weight for each service's vote.
public struct WeightedVote: Aggregator {
    let weights: ServiceWeights

    public var needsClasses: Bool { true }
    public var canStopEarly: Bool { true }

    public init(weights: ServiceWeights) { self.weights = weights }

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        let tally = try tally(row, ballots)
        guard let winner = tally.winner else { return .label(.text(""), probability: .nan) }
        let cast = tally.entries.reduce(0) { $0 + $1.votes }
        return .label(winner.label, probability: winner.votes / cast)
    }

    public func earlyAnswer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer? {
        let tally = try tally(row, ballots)
        guard let winner = tally.winner else { return nil }
        let others = tally.entries.filter { $0.label != winner.label }.map(\.votes)
        let toCome = ballots.awaited.reduce(0) { $0 + weights[$1] }
        guard winner.votes > (others.max() ?? 0) + toCome else { return nil }
        return .label(winner.label, probability: nil)
    }

    private struct Tally {
        /// In the order of the first vote for each.
        var entries: [(label: Label, votes: Double)] = []

        var winner: (label: Label, votes: Double)? {
            guard let first = entries.first else { return nil }
            return entries.dropFirst().reduce(first) { $1.votes > $0.votes ? $1 : $0 }
        }

        mutating func add(_ votes: Double, for label: Label) {
            if let place = entries.firstIndex(where: { $0.label == label }) {
                entries[place].votes += votes
            } else {
                entries.append((label, votes))
            }
        }
    }

    private func tally(_ row: Int, _ ballots: Ballots) throws(AggregationError) -> Tally {
        var tally = Tally()
        for ballot in ballots.ballots {
            guard let vote = try ballots.vote(of: ballot, row: row) else { continue }
            tally.add(weights[ballot.service], for: vote)
        }
        return tally
    }
}

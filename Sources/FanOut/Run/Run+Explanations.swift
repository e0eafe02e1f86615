import InferenceAPI

// What lies behind answers, where the plan is an explaining one.
extension Run {
    /// An explanation of each of the root's answers; nil for a row without one.
    public func explanations(of answers: [RowAnswer?]) -> [Explanation?] {
        let members = members
        let deciders = deciders(of: 0)
        var compared: [Int: Ballots] = [:]
        return answers.indices.map { row in
            guard let answer = answers[row] else { return nil }
            guard let place = deciders[row],
                let claims = plan.nodes[place].fold?.aggregator.naming.claims,
                let ballots = compared[place] ?? (try? ballots(of: place))
            else { return members.explanation(of: answer, row: row) }
            compared[place] = ballots
            return ballots.explanation(of: answer, row: row, claims: claims)
        }
    }

    /// What the members said themselves, in graph order.
    private var members: [Ballots.Ballot] {
        plan.sites.indices.compactMap { site in
            outcomes.isAnswered(site) ? ownBallot(of: plan.sites[site].node) : nil
        }
    }

    /// The step whose aggregator, or whose service, gave a step's answer for each row; nil for a row
    /// without an answer.
    private func deciders(of place: Int) -> [Int?] {
        var deciders: [Int?] = Array(repeating: nil, count: rows)
        guard states[place].phase == .answered else { return deciders }
        let children = plan.nodes[place].children
        guard plan.nodes[place].fold == nil, !children.isEmpty else {
            // Only a step beside others can be silent about rows of the root's.
            guard place != 0 else { return Array(repeating: place, count: rows) }
            for (row, answer) in ((try? answers(of: place)) ?? []).enumerated() where answer != nil
            {
                deciders[row] = place
            }
            return deciders
        }
        for child in children {
            for (row, decider) in self.deciders(of: child).enumerated() where decider != nil {
                deciders[row] = decider
            }
        }
        return deciders
    }
}

extension LabelNaming {
    /// Whether a member's first prediction claims a row for the member; nil where labels are classes.
    fileprivate var claims: ((Double) -> Bool)? {
        switch self {
        case .classes: nil
        case .highestMember: { $0 >= 0.5 }
        case .lowestMember: { $0 < 0.5 }
        }
    }
}

extension Ballots {
    /// Of an answer that names one of the members: the others disagree that claim the row too.
    fileprivate func explanation(
        of answer: RowAnswer, row: Int, claims: (Double) -> Bool
    ) -> Explanation {
        let label = answer.label
        let others = ballots.filter { ballot in
            .text(ballot.service) != label?.label && !ballot[row, 0].isNaN
        }
        let rivals = others.count { claims($0[row, 0]) }
        return Explanation(
            confidence: label?.probability,
            disagreement: others.isEmpty ? 0 : Double(rivals) / Double(others.count))
    }
}

extension [Ballots.Ballot] {
    /// Of an answer that names a class, or is a value.
    fileprivate func explanation(of answer: RowAnswer, row: Int) -> Explanation {
        let present = filter { !$0.isNull(row: row) }
        if let label = answer.label {
            let own = present.compactMap { $0.label(row: row) }
            let sure = present.compactMap { $0.probability(of: label.label, row: row) }
            let others = own.count { $0 != label.label }
            return Explanation(
                confidence: sure.mean ?? label.probability,
                disagreement: own.isEmpty ? nil : Double(others) / Double(own.count))
        }
        guard case .value = answer else { return Explanation(confidence: nil, disagreement: nil) }
        let values = present.filter { $0.label(row: row) == nil }.map { $0[row, 0] }
        return Explanation(confidence: nil, disagreement: values.deviation)
    }
}

extension Ballots.Ballot {
    /// What the member gives a class in a row; nil where it does not know the class, or does not tell.
    fileprivate func probability(of label: Label, row: Int) -> Double? {
        if classes == nil, let labels { return labels[row] == label ? share(row: row) : nil }
        let column = classes?.firstIndex(of: label)
        return column.map { self[row, $0] }.flatMap { $0.isNaN ? nil : $0 }
    }
}

extension [Double] {
    fileprivate var mean: Double? { isEmpty ? nil : reduce(0, +) / Double(count) }

    /// Of the whole population, divided by its number.
    fileprivate var deviation: Double? {
        mean.flatMap { mean in map { ($0 - mean) * ($0 - mean) }.mean?.squareRoot() }
    }
}

import InferenceAPI

// What steps have answered, row by row.
extension Run {
    /// The root's answer for each row; nil for rows that nobody said anything about.
    public func answers() throws(AggregationError) -> [RowAnswer?] { try answers(of: 0) }

    /// A step's answer for each row; nil for rows that it was not asked about, or is silent about.
    public func answers(ofStep step: Int) throws(AggregationError) -> [RowAnswer?] {
        try answers(of: step)
    }

    func answers(of place: Int) throws(AggregationError) -> [RowAnswer?] {
        guard states[place].phase == .answered else { return Array(repeating: nil, count: rows) }
        if let fold = plan.nodes[place].fold, !states[place].isSubstituted {
            if let early = earlyAnswers[place] { return early }
            return try folded(place, by: fold.aggregator)
        }
        if let ballot = ownBallot(of: place) {
            return (0..<rows).map { ballot.isNull(row: $0) ? nil : ballot.answer(row: $0) }
        }
        var answers: [RowAnswer?] = Array(repeating: nil, count: rows)
        for child in plan.nodes[place].children where states[child].phase == .answered {
            for (row, answer) in try self.answers(of: child).enumerated() where answer != nil {
                answers[row] = answer
            }
        }
        return answers
    }

    private func folded(
        _ place: Int, by aggregator: any Aggregator
    ) throws(AggregationError) -> [RowAnswer?] {
        let ballots = try ballots(of: place)
        var answers: [RowAnswer?] = Array(repeating: nil, count: rows)
        guard !ballots.ballots.isEmpty else { return answers }
        // Of a switch each row has the ballot of its branch alone, or none.
        let isChoice = if case .choice = plan.nodes[place].kind { true } else { false }
        var asked = states[place].rows.rows(of: rows)
        if isChoice {
            asked.removeAll { row in ballots.ballots.allSatisfy { $0.isNull(row: row) } }
        }
        for (row, answer) in zip(asked, try aggregator.answers(rows: asked, of: ballots)) {
            answers[row] = answer
        }
        return answers
    }

    /// What a step's children say, in graph order.
    func ballots(of place: Int) throws(AggregationError) -> Ballots {
        var ballots = Ballots(rows: rows)
        let children = plan.nodes[place].children
        for child in children.isEmpty ? [place] : children {
            let name = plan.nodes[child].name
            switch states[child].phase {
            case .answered:
                if let ballot = try ballot(of: child) {
                    ballots.add(ballot)
                } else {
                    ballots.addMissing(service: name)
                }
            case .waiting, .running: ballots.addAwaited(service: name)
            case .nothing, .failed: ballots.addMissing(service: name)
            case .idle: break
            }
        }
        ballots.lendClasses()
        return ballots
    }

    private func ballot(of place: Int) throws(AggregationError) -> Ballots.Ballot? {
        if let own = ownBallot(of: place) { return own }
        // A service has said nothing then; only of a step with others within can more be made.
        guard !plan.nodes[place].children.isEmpty else { return nil }
        return Ballots.Ballot(
            service: plan.nodes[place].name, answers: try answers(of: place))
    }

    /// What a service said, or what stands for it.
    func ownBallot(of place: Int) -> Ballots.Ballot? {
        let node = plan.nodes[place]
        if let values = substitute(of: place) {
            var ballot = Ballots.Ballot(
                service: node.name, rows: rows, columns: values.count, classes: nil
            ) { row, column in
                states[place].rows.position(of: row) == nil ? .nan : values[column]
            }
            ballot.isSubstitute = true
            return ballot
        }
        guard case .service(let site) = node.kind, !readings.isEmpty, let reading = readings[site]
        else { return nil }
        return ballot(of: reading, node.name, states[place].rows)
    }

    private func substitute(of place: Int) -> [Double]? {
        if case .service(let site) = plan.nodes[place].kind { return substitute(at: site) }
        guard states[place].isSubstituted, case .substitute(let values) = plan.nodes[place].onError
        else { return nil }
        return values
    }

    private func ballot(of reading: Reading, _ name: String, _ asked: RowSet) -> Ballots.Ballot {
        let predictions = reading.predictions
        guard case .some = asked else {
            return Ballots.Ballot(
                service: name, classes: reading.classes, columns: predictions.columns,
                values: predictions.values, labels: reading.labels, shares: reading.shares)
        }
        let columns = predictions.columns
        let labels = reading.labels.map { labels in
            (0..<rows).map { row in asked.position(of: row).flatMap { labels[$0] } }
        }
        let shares = reading.shares.map { shares in
            (0..<rows).map { row in asked.position(of: row).map { shares[$0] } ?? .nan }
        }
        return Ballots.Ballot(
            service: name, rows: rows, columns: columns, classes: reading.classes, labels: labels,
            shares: shares
        ) { row, column in
            asked.position(of: row).map { predictions.values[$0 * columns + column] } ?? .nan
        }
    }
}

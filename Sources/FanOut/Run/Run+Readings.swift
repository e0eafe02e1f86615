import InferenceAPI

// What conditions and later steps read.
extension Run {
    func holds(_ condition: Condition?, row: Int) -> Bool {
        guard let condition else { return true }
        return condition.expression.holds { operand in
            if case .rows = operand { return .number(Double(rows)) }
            guard let member = operand.member else { return nil }
            return condition.sites[member, default: []].lazy
                .compactMap { value(of: operand, at: $0, row: row) }.first
        }
    }

    private func value(
        of operand: Expression.Operand, at site: Int, row: Int
    ) -> Expression.Value? {
        // Of this row alone: a ballot would be made of all rows, for each of them.
        guard let said = ownPrediction(at: site, row: row), !said.isNull(row: 0) else { return nil }
        switch operand {
        case .prediction(_, let column):
            guard column < said.columns else { return nil }
            return .number(said[0, column])
        case .label: return said.label(row: 0).map { .label($0) }
        case .probability:
            guard said.labels == nil else { return said.share(row: 0).map { .number($0) } }
            return .number(said[0, said.largestColumn(row: 0)])
        case .number, .text, .rows: return nil
        }
    }

    /// What the member at a site said about one row, as a ballot of that row; nil where it was not asked.
    private func ownPrediction(at site: Int, row: Int) -> Ballots.Ballot? {
        let node = plan.sites[site].node
        guard let position = states[node].rows.position(of: row) else { return nil }
        let name = plan.nodes[node].name
        if let values = substitute(at: site) {
            return Ballots.Ballot(
                service: name, classes: nil, columns: values.count, values: values)
        }
        guard !readings.isEmpty, let reading = readings[site] else { return nil }
        let columns = reading.predictions.columns
        return Ballots.Ballot(
            service: name, classes: reading.classes, columns: columns,
            values: Array(
                reading.predictions.values[position * columns..<(position + 1) * columns]),
            labels: reading.labels.map { [$0[position]] },
            shares: reading.shares.map { [$0[position]] })
    }

    /// What a step has predicted for some rows, a list for each: the aggregate's numbers where it has an
    /// aggregator, else those of all services that it asked at once, one behind the other, or of its
    /// last step. Nil where rows have different numbers of them, or none.
    public func features(of step: Int, rows wanted: RowSet) -> [[Double]]? {
        guard let all = features(of: step) else { return nil }
        let rows = wanted.rows(of: rows).map { all[$0] }
        guard let first = rows.first, !first.isEmpty,
            rows.allSatisfy({ $0.count == first.count })
        else { return nil }
        return rows
    }

    /// Rows that a step says nothing about, having passed them on, are as the step before left them.
    private func features(of place: Int) -> [[Double]]? {
        guard var features = ownFeatures(of: place) else { return nil }
        let passed = states[place].rows.rows(of: rows).filter { features[$0].isEmpty }
        guard !passed.isEmpty, let before = states[place].before,
            let others = self.features(of: before)
        else { return features }
        for row in passed { features[row] = others[row] }
        return features
    }

    private func ownFeatures(of place: Int) -> [[Double]]? {
        guard states[place].phase == .answered else { return nil }
        if plan.nodes[place].fold != nil, !states[place].isSubstituted {
            return (try? answers(of: place))?.map { $0?.numbers ?? [] }
        }
        if let ballot = ownBallot(of: place) {
            return (0..<rows).map { ballot.isNull(row: $0) ? [] : ballot.prediction(row: $0) }
        }
        var features: [[Double]] = Array(repeating: [], count: rows)
        for child in plan.nodes[place].children {
            guard let part = ownFeatures(of: child) else { continue }
            for row in 0..<rows where !part[row].isEmpty {
                if case .parallel = plan.nodes[place].kind {
                    features[row] += part[row]
                } else {
                    features[row] = part[row]
                }
            }
        }
        return features
    }
}

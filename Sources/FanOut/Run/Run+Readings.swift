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
        guard let ballot = ownBallot(of: plan.sites[site].node), !ballot.isNull(row: row) else {
            return nil
        }
        switch operand {
        case .prediction(_, let column):
            guard column < ballot.columns else { return nil }
            return .number(ballot[row, column])
        case .label: return ballot.label(row: row).map { .label($0) }
        case .probability: return .number(ballot[row, ballot.largestColumn(row: row)])
        case .number, .text, .rows: return nil
        }
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

    private func features(of place: Int) -> [[Double]]? {
        guard states[place].phase == .answered else { return nil }
        if plan.nodes[place].fold != nil, !states[place].isSubstituted {
            return (try? answers(of: place))?.map { $0?.numbers ?? [] }
        }
        if let ballot = ownBallot(of: place) {
            return (0..<rows).map { ballot.isNull(row: $0) ? [] : ballot.prediction(row: $0) }
        }
        var features: [[Double]] = Array(repeating: [], count: rows)
        for child in plan.nodes[place].children {
            guard let part = self.features(of: child) else { continue }
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

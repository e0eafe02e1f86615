import WeightFormat

/// The training library's answers from a CSV, as tensors by output name.
struct GoldenAnswers {
    let table: CSVTable
    let document: WeightDocument

    /// The columns of each output in the order of their header.
    private static let prefixes = [
        "probability": "probabilities", "probabilities": "probabilities", "decision": "decision",
        "value": "value", "score": "score",
    ]

    func tensors(rows: Int) throws(ImportFault) -> [String: TensorData] {
        guard let header = table.header else {
            throw .golden(line: 1, reason: "must name the outputs, such as label,probability_0")
        }
        guard table.rows.count == rows else {
            throw .golden(
                line: table.firstLine,
                reason: "begins \(table.rows.count) answers for \(rows) golden rows")
        }
        var columns: [String: [Int]] = [:]
        for (index, name) in header.enumerated() {
            columns[try output(of: name), default: []].append(index)
        }
        var tensors: [String: TensorData] = [:]
        for (output, places) in columns {
            tensors[output] = output == "label" ? try labels(places[0]) : try numbers(places)
        }
        return tensors
    }

    private func output(of name: String) throws(ImportFault) -> String {
        if name == "label" { return name }
        let stem = name.split(separator: "_").first.map(String.init) ?? name
        guard let output = Self.prefixes[stem] else {
            throw .golden(
                line: 1, reason: "names \(name.prefix(40)); it may name label, probability_<i>, "
                    + "decision_<i>, value_<i> and score")
        }
        return output
    }

    private func numbers(_ places: [Int]) throws(ImportFault) -> TensorData {
        var values: [Double] = []
        for (index, row) in table.rows.enumerated() {
            for place in places {
                values.append(try number(row[place], line: table.firstLine + index))
            }
        }
        return .float64(values, shape: [table.rows.count, places.count])
    }

    /// Labels as the library gives them become indices into the classes.
    private func labels(_ place: Int) throws(ImportFault) -> TensorData {
        let classes = (document.classes ?? []).map(\.text)
        var indices: [Int64] = []
        for (index, row) in table.rows.enumerated() {
            guard let label = classes.firstIndex(of: row[place]) else {
                throw .golden(
                    line: table.firstLine + index,
                    reason: "has the label \(row[place].prefix(40)), which is no class of the model")
            }
            indices.append(Int64(label))
        }
        return .int64(indices)
    }
}

extension ClassLabel {
    fileprivate var text: String {
        switch self {
        case .integer(let value): "\(value)"
        case .text(let value): value
        case .boolean(let value): "\(value)"
        case .real(let value): "\(value)"
        }
    }
}

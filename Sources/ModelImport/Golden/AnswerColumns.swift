import WeightFormat

/// Expected answers from CSV: which columns are which output.
enum AnswerColumns {
    /// One tensor an output that the header names.
    static func parse(
        _ text: String, rows: Int, _ document: WeightDocument
    ) throws(ImportFault) -> [String: TensorData] {
        var table = try CSVTable(text, limit: Limits.goldenRows + 1)
        guard let header = table.removeHeader() else {
            throw .golden(line: 1, reason: "should name the outputs, but there is none")
        }
        guard table.rows.count == rows else {
            throw .golden(
                line: header.line, reason: "heads \(table.rows.count) answers for \(rows) rows")
        }
        var tensors: [String: TensorData] = [:]
        for (output, columns) in try columns(header) {
            if output == .label {
                guard columns.count == 1 else {
                    throw .golden(line: header.line, reason: "names more than one label")
                }
                tensors["label"] = try labels(table, columns[0], document)
            } else {
                tensors[output.rawValue] = try numbers(table, columns)
            }
        }
        return tensors
    }

    /// Positions of each output's columns in the order of their numbers: `value`, or `value_0`,
    /// `value_1`; `probability_0` is understood as `probabilities_0`.
    private static func columns(
        _ header: CSVTable.Row
    ) throws(ImportFault) -> [OutputName: [Int]] {
        var found: [OutputName: [Int: Int]] = [:]
        for (position, field) in header.fields.enumerated() {
            let parts = field.split(separator: "_", maxSplits: 1)
            let first = parts.first == "probability" ? "probabilities" : parts.first ?? ""
            let index = parts.count < 2 ? 0 : Int(parts[1])
            guard let output = OutputName(rawValue: String(first)), let index else {
                throw .golden(line: header.line, reason: "names '\(field)', which is no output")
            }
            guard found[output, default: [:]].updateValue(position, forKey: index) == nil else {
                throw .golden(line: header.line, reason: "names '\(field)' twice")
            }
        }
        var columns: [OutputName: [Int]] = [:]
        for (output, positions) in found {
            guard positions.keys.sorted() == Array(0..<positions.count) else {
                throw .golden(
                    line: header.line, reason: "leaves out a column of '\(output.rawValue)'")
            }
            columns[output] = positions.sorted { $0.key < $1.key }.map(\.value)
        }
        return columns
    }

    private static func numbers(
        _ table: CSVTable, _ columns: [Int]
    ) throws(ImportFault) -> TensorData {
        var values: [Double] = []
        for row in table.rows {
            for column in columns {
                guard let value = number(row.fields[column]) else {
                    throw .golden(
                        line: row.line, reason: "has '\(row.fields[column].prefix(40))', no number")
                }
                values.append(value)
            }
        }
        return .float64(values, shape: [table.rows.count, columns.count])
    }

    /// Labels as the model names its classes, to their positions.
    private static func labels(
        _ table: CSVTable, _ column: Int, _ document: WeightDocument
    ) throws(ImportFault) -> TensorData {
        var position: [String: Int64] = [:]
        for (index, label) in (document.classes ?? []).enumerated() {
            position[label.description] = Int64(index)
        }
        var values: [Int64] = []
        for row in table.rows {
            guard let index = position[row.fields[column]] else {
                throw .golden(
                    line: row.line, reason: "has '\(row.fields[column].prefix(40))', no class")
            }
            values.append(index)
        }
        return .int64(values)
    }
}

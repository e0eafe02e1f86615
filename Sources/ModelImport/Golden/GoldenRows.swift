public import WeightFormat

/// Rows and the answers that a model's own library gives for them, from CSV, for a weight file to
/// carry.
///
/// Rows: one number a feature in the model's order, an empty field or `nan` for a missing value, a
/// header or none. Answers: one line a row under a header that names the outputs (FORMAT.md, section
/// 6): `label`, `probabilities_0`, `probabilities_1`, `decision_0`, `value`, `score`.
public struct GoldenRows: Sendable {
    private let rows: [Double]
    private let count: Int
    private let answers: [String: TensorData]

    /// Reads the CSV files at these paths, for the model in `document`.
    public init(
        rowsPath: String, answersPath: String?, for document: WeightDocument
    ) throws(ImportError) {
        (rows, count) = try reading(rowsPath) { (text) throws(ImportFault) in
            try parseRows(text, features: document.features.count)
        }
        guard let answersPath else {
            answers = [:]
            return
        }
        let count = count
        answers = try reading(answersPath) { (text) throws(ImportFault) in
            try AnswerColumns.parse(text, rows: count, document)
        }
    }

    /// Puts the rows and answers into the document's golden tensors.
    ///
    /// - Parameters:
    ///   - tolerance: without it 1e-6 + 1e-5 of the answer for a model that takes float32, else
    ///     1e-9 + 1e-9.
    ///   - source: who gave the answers.
    public func attach(
        to document: inout WeightDocument, tolerance: Golden.Tolerance? = nil, source: String? = nil
    ) {
        let isNarrow = document.description.input == .float32
        let usual = Golden.Tolerance(
            absolute: isNarrow ? 1e-6 : 1e-9, relative: isNarrow ? 1e-5 : 1e-9)
        document.tensors["golden.rows"] = .float64(rows, shape: [count, document.features.count])
        var expect: [String: String] = [:]
        for (output, tensor) in answers {
            expect[output] = "golden.\(output)"
            document.tensors["golden.\(output)"] = tensor
        }
        document.golden = Golden(
            rows: "golden.rows", expect: expect, tolerance: tolerance ?? usual, source: source)
    }
}

private func reading<Value>(
    _ path: String, _ parse: (String) throws(ImportFault) -> Value
) throws(ImportError) -> Value {
    do {
        let bytes = try fileBytes(at: path, limit: ImportLimits.csvBytes)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ImportFault.golden(line: 1, reason: "or a later one is not UTF-8")
        }
        return try parse(text)
    } catch let error as WeightError {
        throw ImportError(file: path, fault: .weights(error.fault))
    } catch let fault as ImportFault {
        throw ImportError(file: path, fault: fault)
    } catch {
        throw ImportError(file: path, fault: .malformed(reason: "\(error)"))
    }
}

private func parseRows(
    _ text: String, features: Int
) throws(ImportFault) -> (values: [Double], count: Int) {
    var table = try CSVTable(text, limit: Limits.goldenRows + 1)
    if let first = table.rows.first, first.fields.contains(where: { number($0) == nil }) {
        _ = table.removeHeader()
    }
    guard let first = table.rows.first, table.rows.count <= Limits.goldenRows else {
        throw .golden(line: 1, reason: "starts a table of \(table.rows.count) rows")
    }
    guard first.fields.count == features else {
        throw .golden(
            line: first.line, reason: "has \(first.fields.count) numbers for \(features) features")
    }
    var values: [Double] = []
    for row in table.rows {
        for field in row.fields {
            guard let value = number(field) else {
                throw .golden(line: row.line, reason: "has '\(field.prefix(40))', no number")
            }
            values.append(value)
        }
    }
    return (values, table.rows.count)
}

/// A number; an empty field is a missing value, NaN.
func number(_ field: String) -> Double? { field.isEmpty ? .nan : Double(field) }

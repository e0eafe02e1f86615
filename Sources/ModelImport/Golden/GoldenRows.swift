public import WeightFormat

/// Rows and the answers that a model's own library gives for them, from CSV, for a weight file to
/// carry.
///
/// Rows: one value a feature in the model's order, an empty field or `nan` for a missing number, an
/// empty field without quotes for a missing text; a header or none. Answers: one line a row under a header that names the outputs (FORMAT.md, section
/// 6): `label`, `probabilities_0`, `probabilities_1`, `decision_0`, `value`, `score`.
public struct GoldenRows: Sendable {
    private let table: GoldenTable
    private var count: Int { table.count }
    private let answers: [String: TensorData]

    /// Reads the CSV files at these paths, for the model in `document`.
    public init(
        rowsPath: String, answersPath: String?, for document: WeightDocument
    ) throws(ImportError) {
        table = try reading(rowsPath) { (text) throws(ImportFault) in
            try GoldenTable(text, features: document.features)
        }
        guard let answersPath else {
            answers = [:]
            return
        }
        let count = table.count
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
        let rows = table.attach(to: &document.tensors)
        var expect: [String: String] = [:]
        for (output, tensor) in answers {
            expect[output] = "golden.\(output)"
            document.tensors["golden.\(output)"] = tensor
        }
        document.golden = Golden(
            rows: rows, expect: expect, tolerance: tolerance ?? usual, source: source)
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

/// A number; an empty field is a missing value, NaN.
func number(_ field: String) -> Double? { field.isEmpty ? .nan : Double(field) }

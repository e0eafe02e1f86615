public import WeightFormat

/// Puts rows, and the training library's answers to them, into a weight document.
///
/// - Parameters:
///   - rowsPath: CSV, one row of features a line.
///   - expectPath: CSV with a header, one line a row: `label` (the class as the library gives it),
///     `probability_<i>`, `decision` or `decision_<i>`, `value` or `value_<i>`, `score`. Without it
///     the rows are kept, and there is nothing to verify them against.
public func attachGolden(
    rowsPath: String, expectPath: String?, to document: inout WeightDocument
) throws(ImportError) {
    let rows: TensorData
    do {
        rows = try goldenRows(of: document, try table(at: rowsPath))
    } catch {
        throw ImportError(file: rowsPath, fault: error)
    }
    var golden = Golden(
        rows: "golden.rows", expect: [:], tolerance: tolerance(of: document),
        source: "\(document.provenance.library) \(document.provenance.version)")
    document.tensors[golden.rows] = rows
    if let expectPath {
        do {
            let answers = GoldenAnswers(table: try table(at: expectPath), document: document)
            for (output, tensor) in try answers.tensors(rows: rows.shape[0]) {
                golden.expect[output] = "golden.\(output)"
                document.tensors["golden.\(output)"] = tensor
            }
        } catch {
            throw ImportError(file: expectPath, fault: error)
        }
    }
    document.golden = golden
}

/// A few steps of the width in which the model computes.
private func tolerance(of document: WeightDocument) -> Golden.Tolerance {
    switch document.description.input {
    case .float32: Golden.Tolerance(absolute: 1e-6, relative: 1e-5)
    case .float64: Golden.Tolerance(absolute: 1e-12, relative: 1e-12)
    }
}

private func goldenRows(
    of document: WeightDocument, _ table: CSVTable
) throws(ImportFault) -> TensorData {
    let features = document.features.count
    var values: [Double] = []
    for (index, row) in table.rows.enumerated() {
        guard row.count == features else {
            throw .golden(
                line: table.firstLine + index,
                reason: "has \(row.count) values where the model takes \(features)")
        }
        for field in row { values.append(try number(field, line: table.firstLine + index)) }
    }
    guard !values.isEmpty else { throw .golden(line: table.firstLine, reason: "is missing") }
    return .float64(values, shape: [table.rows.count, features])
}

/// A number of a CSV; an empty field is a missing value.
func number(_ field: String, line: Int) throws(ImportFault) -> Double {
    if field.isEmpty { return .nan }
    guard let value = Double(field) else {
        throw .golden(line: line, reason: "holds \(field.prefix(40)), which is not a number")
    }
    return value
}

private func table(at path: String) throws(ImportFault) -> CSVTable {
    let bytes: [UInt8]
    do {
        bytes = try fileBytes(at: path, limit: ImportLimits.csvBytes)
    } catch {
        throw .weights(error.fault)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .malformed(reason: "the CSV is not UTF-8")
    }
    return try CSVTable(text)
}

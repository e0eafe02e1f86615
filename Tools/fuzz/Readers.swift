import InferenceAPI
import ModelImport
import ModelRuntime
import WeightFormat

/// Everything that takes bytes from outside. Each must come back, whatever it is given.
let readers: [String: @Sendable ([UInt8]) -> Void] = [
    "model": { importAndRun($0) },
    "weights": { serve($0) },
    "request": { bytes in
        _ = try? PredictRequest(json: bytes.span)
        _ = try? MixedRequest(json: bytes.span)
        _ = try? RequestShape(json: bytes.span)
    },
    "infer": { readInference($0) },
    "csv": { readCSV($0) },
    "lines": { readJSONLines($0) },
    "answer": { bytes in
        for rows in [1, 2] { _ = try? MemberAnswer(json: bytes.span, rows: rows) }
    },
    "metadata": { bytes in
        _ = try? ModelMetadata(json: bytes.span)
        _ = try? LabelDocument(json: bytes.span)
    },
]

/// A model of another library, by any importer; what it becomes must be servable.
private func importAndRun(_ bytes: [UInt8]) {
    guard
        let document = try? importModel(
            bytes: bytes, name: "model", date: "2026-01-01T00:00:00Z"),
        let file = try? document.serialized()
    else { return }
    serve(file)
}

/// A weight file that passes its check must load in both forms and predict without a trap.
private func serve(_ bytes: [UInt8]) {
    guard let file = try? WeightFile(bytes: bytes) else { return }
    guard let prepared = try? PreparedModel(file: file),
        let reference = try? ReferenceModel(file: file)
    else { return }
    _ = try? Verification(of: prepared, against: file)
    _ = try? Verification(of: reference, against: file)
    _ = try? sample(prepared, file)
    _ = try? sample(reference, file)
}

private func sample(_ model: some Model, _ file: WeightFile) throws {
    _ = try model.predict(Batch(rows: [file.sample], fitting: model.signature))
}

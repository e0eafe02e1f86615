import ModelImport
import ModelRuntime
import Testing
import WeightFormat

/// Imported ONNX models answer as ONNX Runtime does. Set `CHORUS_GOLDEN` to the golden cases.
@Suite struct ONNXTests {
    @Test(
        "an imported ONNX model answers as ONNX Runtime, within its case's tolerance",
        .enabled(if: environment("CHORUS_GOLDEN") != nil), arguments: try models())
    func equalsONNXRuntime(model: ModelPath) throws {
        let golden = try GoldenCase(folder: model.folder)
        let document = try importModel(
            path: model.folder + "/" + model.file, options: ImportOptions(),
            date: "2026-01-01T00:00:00Z")
        let file = try WeightFile(bytes: document.serialized())
        let prepared = try PreparedModel(file: file)
        let batch = Batch(
            unchecked: try golden.rows(folder: model.folder), fitting: prepared.signature)
        let answers = try prepared.predict(batch)
        for output in golden.onnxOutputs ?? [] where output.model == model.file {
            try compare(answers, prepared.signature, with: output, model.folder)
        }
        let reference = try ReferenceModel(file: file).predict(batch)
        try compareForms(answers, reference, file)
    }

    @Test(
        "casts to integers, truths and text are refused: rows are real numbers",
        .enabled(if: environment("CHORUS_GOLDEN") != nil), arguments: ModelPath.refused.sorted())
    func refusesCasts(model: String) throws {
        let root = try #require(environment("CHORUS_GOLDEN"))
        #expect(throws: ImportError.self) {
            try importModel(
                path: "\(root)/\(model)", options: ImportOptions(), date: "2026-01-01T00:00:00Z")
        }
    }

    private func compare(
        _ answers: Predictions, _ signature: Signature, with output: GoldenCase.Output,
        _ folder: String
    ) throws {
        let own = try #require(
            signature.outputs.first { $0.alias == output.name }, "no output \(output.name)")
        let name = try #require(own.output)
        if name == .label {
            let expected = try output.labels(folder: folder)
            let classes = try #require(signature.classes).map(\.description)
            let found = try #require(answers.labels).map { classes[Int($0)] }
            let wrong = expected.indices.filter { $0 >= found.count || expected[$0] != found[$0] }
            #expect(found.count == expected.count)
            #expect(wrong.isEmpty, "\(wrong.count) labels differ, rows \(wrong.prefix(8))")
            return
        }
        let found = try columns(#require(answers.numbers(name)), signature, output)
        let difference = OutputDifference(
            name, found: found, expected: try output.doubles(folder: folder),
            tolerance: Golden.Tolerance(absolute: output.atol ?? 0, relative: output.rtol ?? 0))
        #expect(difference.isWithinTolerance, "\(difference)")
    }

    /// The numbers, their columns in the order of the maps' keys, which ONNX Runtime sorts.
    private func columns(
        _ numbers: Numbers, _ signature: Signature, _ output: GoldenCase.Output
    ) -> [Double] {
        let classes = signature.classes?.map(\.description) ?? []
        let sorted = (output.keys ?? []).compactMap { classes.firstIndex(of: $0.text) }
        // Some converters name the maps' keys by position, whatever the labels are.
        let order = sorted.count == numbers.columns ? sorted : Array(0..<numbers.columns)
        return (0..<numbers.rows).flatMap { row in order.map { numbers[row, $0] } }
    }

    /// The prepared form beside the reference: the same bits from trees; from dense stages what a
    /// few roundings of float32 leave.
    private func compareForms(
        _ prepared: Predictions, _ reference: Predictions, _ file: WeightFile
    ) throws {
        let isTrees = file.description.stages.contains {
            if case .trees = $0 { true } else { false }
        }
        let tolerance = isTrees ? 0 : 1e-5
        #expect(prepared.labels == reference.labels)
        for output in OutputName.allCases {
            guard let expected = reference.numbers(output) else { continue }
            let difference = OutputDifference(
                output, found: try #require(prepared.numbers(output)).doubles,
                expected: expected.doubles,
                tolerance: Golden.Tolerance(absolute: tolerance, relative: tolerance))
            #expect(difference.isWithinTolerance, "the two forms differ: \(difference)")
        }
    }
}

/// One ONNX file of one golden case.
struct ModelPath: Sendable, CustomTestStringConvertible {
    var folder: String
    var file: String
    var testDescription: String { "\(folder.split(separator: "/").last ?? "")/\(file)" }

    static let refused: Set<String> = [
        "onnx-plain-ops/cast_bool.onnx", "onnx-plain-ops/cast_int32.onnx",
        "onnx-plain-ops/cast_int64.onnx", "onnx-plain-ops/cast_string.onnx",
    ]
}

/// All files of the golden cases that hold the twelve operators only.
private func models() throws -> [ModelPath] {
    guard let root = environment("CHORUS_GOLDEN") else { return [] }
    return try files(in: root).flatMap { name -> [ModelPath] in
        let folder = "\(root)/\(name)"
        guard files(in: folder).contains("case.json") else { return [] }
        return try GoldenCase(folder: folder).runnableModels.map {
            ModelPath(folder: folder, file: $0.file)
        }.filter { !ModelPath.refused.contains($0.testDescription) }
    }
}

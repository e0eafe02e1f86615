import ModelImport
import ModelRuntime
import Tensors
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
        let batch = try golden.batch(
            folder: model.folder, of: model.file, prepared.signature)
        let answers = try prepared.predict(batch)
        for output in golden.onnxOutputs ?? [] where output.model == model.file {
            try compare(answers, prepared.signature, with: output, model)
        }
        let reference = try ReferenceModel(file: file).predict(batch)
        try compareForms(answers, reference, file)
    }

    private func compare(
        _ answers: Predictions, _ signature: Signature, with output: GoldenCase.Output,
        _ model: ModelPath
    ) throws {
        if let other = answers.others[output.name] {
            return try compare(other, with: output, model)
        }
        let own = try #require(
            signature.outputs.first { $0.alias == output.name }, "no output \(output.name)")
        let name = try #require(own.output)
        if name == .label {
            let expected = try output.labels(folder: model.folder)
            let classes = try #require(signature.classes).map(\.description)
            let found = try #require(answers.labels).map { classes[Int($0)] }
            let wrong = expected.indices.filter { $0 >= found.count || expected[$0] != found[$0] }
            ConformanceReport.add(model, wrongLabels: wrong.count)
            #expect(found.count == expected.count)
            #expect(wrong.isEmpty, "\(wrong.count) labels differ, rows \(wrong.prefix(8))")
            return
        }
        let found = try columns(#require(answers.numbers(name)), signature, output)
        let tolerance = Golden.Tolerance(absolute: output.atol ?? 0, relative: output.rtol ?? 0)
        let difference = OutputDifference(
            name, found: found, expected: try output.doubles(folder: model.folder),
            tolerance: tolerance)
        ConformanceReport.add(model, difference, tolerance)
        #expect(difference.isWithinTolerance, "\(difference)")
    }

    /// An output that is none of ours, by kind and shape.
    private func compare(
        _ answer: Tensor, with output: GoldenCase.Output, _ model: ModelPath
    ) throws {
        #expect(answer.shape == output.shape)
        if case .text(let texts) = answer.elements {
            let wrong = try zip(texts, output.labels(folder: model.folder)).count { $0 != $1 }
            ConformanceReport.add(model, wrongLabels: wrong)
            #expect(wrong == 0)
            return
        }
        let found = answer.doubles
        let expected = try output.doubles(folder: model.folder)
        let tolerance = Golden.Tolerance(absolute: output.atol ?? 0, relative: output.rtol ?? 0)
        let difference = OutputDifference(
            .value, found: found, expected: expected, tolerance: tolerance)
        ConformanceReport.add(model, difference, tolerance)
        #expect(difference.isWithinTolerance, "\(output.name): \(difference)")
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

    /// The prepared form beside the reference: the same bits from trees, but for a rounding or two
    /// where exponentials follow; from dense stages what a few roundings of float32 leave.
    private func compareForms(
        _ prepared: Predictions, _ reference: Predictions, _ file: WeightFile
    ) throws {
        #expect(prepared.others.keys == reference.others.keys)
        let isTrees = file.description.stages.contains {
            if case .trees = $0 { true } else { false }
        }
        let hasExponentials = file.description.stages.contains {
            switch $0 {
            case .classify(let head):
                [.logistic, .logisticNormalized, .softmax].contains(head.link)
            case .regress(let head): [.logistic, .softmax, .exp].contains(head.link)
            default: false
            }
        }
        let tolerance = isTrees ? (hasExponentials ? 2.5e-7 : 0) : 1e-5
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
}

/// All ONNX files of the golden cases that ONNX Runtime runs.
private func models() throws -> [ModelPath] {
    guard let root = environment("CHORUS_GOLDEN") else { return [] }
    return try files(in: root).flatMap { name -> [ModelPath] in
        let folder = "\(root)/\(name)"
        guard files(in: folder).contains("case.json") else { return [] }
        return try GoldenCase(folder: folder).runnableModels.map {
            ModelPath(folder: folder, file: $0.file)
        }
    }
}

extension Tensor {
    /// All numbers, widened; truths as 0 and 1.
    fileprivate var doubles: [Double] {
        switch elements {
        case .float32(let values): values.map { Double($0) }
        case .float64(let values): values
        case .int32(let values): values.map { Double($0) }
        case .int64(let values): values.map { Double($0) }
        case .bool(let values): values.map { $0 ? 1 : 0 }
        case .text: []
        }
    }
}

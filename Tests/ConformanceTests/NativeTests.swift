import FoundationEssentials
import ModelImport
import ModelRuntime
import Testing
import WeightFormat

/// Imported CatBoost and LightGBM models answer as their libraries do. Set `CHORUS_GOLDEN` to the
/// golden cases.
@Suite struct NativeTests {
    @Test(
        "an imported CatBoost or LightGBM model answers as its library",
        .enabled(if: environment("CHORUS_GOLDEN") != nil), arguments: try models())
    func equalsLibrary(model: ModelPath) throws {
        let golden = try NativeCase(folder: model.folder)
        let document = try importModel(
            path: model.folder + "/" + model.file, options: ImportOptions(),
            date: "2026-01-01T00:00:00Z")
        let file = try WeightFile(bytes: document.serialized())
        let prepared = try PreparedModel(file: file)
        let batch = try golden.batch(folder: model.folder, prepared.signature)
        let answers = try prepared.predict(batch)
        for output in golden.outputs where output.kind != "leaf" {
            try compare(answers, prepared.signature, with: output, model)
        }
        let reference = try ReferenceModel(file: file).predict(batch)
        #expect(reference == answers || reference.hasNaN, "the two forms differ")
    }

    private func compare(
        _ answers: Predictions, _ signature: Signature, with output: NativeCase.Output,
        _ model: ModelPath
    ) throws {
        if output.kind == "label" {
            let classes = try #require(signature.classes).map(\.description)
            let found = try #require(answers.labels).map { classes[Int($0)] }
            let expected = try output.labels(folder: model.folder)
            let wrong = zip(found, expected).count { $0 != $1 }
            ConformanceReport.add(model, wrongLabels: wrong)
            #expect(found.count == expected.count)
            #expect(wrong == 0, "\(wrong) labels differ")
            return
        }
        let name: OutputName =
            switch output.kind {
            case "raw_margin": .decision
            case "probabilities": .probabilities
            default: .value
            }
        let numbers = try #require(answers.numbers(name), "no output \(name)")
        let tolerance = Golden.Tolerance(absolute: output.atol ?? 0, relative: output.rtol ?? 0)
        let difference = OutputDifference(
            name, found: columns(numbers, of: output),
            expected: try output.doubles(folder: model.folder), tolerance: tolerance)
        ConformanceReport.add(model, difference, tolerance)
        #expect(difference.isWithinTolerance, "\(difference)")
    }

    /// The columns that the library answers: of two classes often the second alone.
    private func columns(_ numbers: Numbers, of output: NativeCase.Output) -> [Double] {
        let columns = output.shape.dropFirst().first ?? 1
        return (0..<numbers.rows).flatMap { row in
            (max(numbers.columns - columns, 0)..<numbers.columns).map { numbers[row, $0] }
        }
    }
}

extension NativeCase.Output {
    /// The expected labels as text.
    fileprivate func labels(folder: String) throws -> [String] {
        guard dtype == "string" else { return try doubles(folder: folder).map { "\(Int64($0))" } }
        return try JSONDecoder().decode(
            [String].self, from: Data(contentsOf: URL(filePath: folder + "/" + file)))
    }
}

extension Predictions {
    /// NaN differs from itself.
    fileprivate var hasNaN: Bool {
        OutputName.allCases.contains { numbers($0)?.doubles.contains(where: \.isNaN) ?? false }
    }
}

/// All files of the golden cases in these libraries' own formats.
private func models() throws -> [ModelPath] {
    guard let root = environment("CHORUS_GOLDEN") else { return [] }
    return try files(in: root).flatMap { name -> [ModelPath] in
        let folder = "\(root)/\(name)"
        guard ["cb", "lgb"].contains(where: name.contains), files(in: folder).contains("case.json")
        else { return [] }
        return try NativeCase(folder: folder).models
            .filter { ["catboost-json", "lightgbm-text"].contains($0.format) }
            .map { ModelPath(folder: folder, file: $0.file) }
    }
}

import FoundationEssentials
import ModelImport
import ModelRuntime
import Testing
import WeightFormat

/// Imported CatBoost, LightGBM and XGBoost models answer as their libraries do. Set `CHORUS_GOLDEN`
/// to the golden cases.
@Suite struct NativeTests {
    @Test(
        "an imported model answers as its library, where a case says so to the last bit",
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
        for output in golden.outputs where output.isAnswered {
            try compare(answers, prepared.signature, with: output, model)
        }
        let reference = try ReferenceModel(file: file).predict(batch)
        #expect(reference == answers || reference.hasNaN, "the two forms differ")
    }

    @Test(
        "XGBoost's deprecated binary format is refused by name",
        .enabled(if: environment("CHORUS_GOLDEN") != nil))
    func deprecated() throws {
        let root = try #require(environment("CHORUS_GOLDEN"))
        let error = #expect(throws: ImportError.self) {
            try importModel(
                path: root + "/old-xgb17-binary/model.deprecated", options: ImportOptions(),
                date: "2026-01-01T00:00:00Z")
        }
        #expect(error?.description.contains("deprecated binary") == true)
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
        let found = columns(numbers, of: output)
        let expected = try output.doubles(folder: model.folder)
        let difference = OutputDifference(
            name, found: found, expected: expected, tolerance: output.tolerance)
        ConformanceReport.add(model, difference, output.tolerance)
        #expect(difference.isWithinTolerance, "\(output.name): \(difference)")
        guard output.exact != nil else { return }
        let wrong = zip(found, expected).count { $0.bitPattern != $1.bitPattern && !$0.isNaN }
        #expect(wrong == 0, "\(wrong) margins have other bits")
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
    /// Leaves are no answer of a model's; nor is, after early stopping, what all trees would answer.
    fileprivate var isAnswered: Bool { kind != "leaf" && !name.hasSuffix("_all_trees") }

    /// None where the answer is the library's to the last bit.
    fileprivate var tolerance: Golden.Tolerance {
        exact == nil
            ? Golden.Tolerance(absolute: atol ?? 0, relative: rtol ?? 0)
            : Golden.Tolerance(absolute: 0, relative: 0)
    }

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

private let formats = ["catboost-json", "lightgbm-text", "xgboost-json", "xgboost-ubj"]

/// All files of the golden cases in these libraries' own formats.
private func models() throws -> [ModelPath] {
    guard let root = environment("CHORUS_GOLDEN") else { return [] }
    return try files(in: root).flatMap { name -> [ModelPath] in
        let folder = "\(root)/\(name)"
        guard ["cb", "lgb", "xgb"].contains(where: name.contains),
            files(in: folder).contains("case.json")
        else { return [] }
        return try NativeCase(folder: folder).models
            .filter { formats.contains($0.format) }
            .map { ModelPath(folder: folder, file: $0.file) }
    }
}

import ModelImport
import ModelRuntime
import Testing
import WeightFormat

/// Imported XGBoost models answer as XGBoost does. Set `CHORUS_GOLDEN` to the golden cases.
@Suite struct XGBoostTests {
    @Test(
        "an imported XGBoost model answers as XGBoost, margins to the last bit",
        .enabled(if: environment("CHORUS_GOLDEN") != nil), arguments: try xgboostModels())
    func equalsXGBoost(model: ModelPath) throws {
        let golden = try NativeCase(folder: model.folder)
        let document = try importModel(
            path: model.folder + "/" + model.file, options: ImportOptions(),
            date: "2026-01-01T00:00:00Z")
        let file = try WeightFile(bytes: document.serialized())
        let prepared = try PreparedModel(file: file)
        let batch = try golden.batch(folder: model.folder, prepared.signature)
        let answers = try prepared.predict(batch)
        #expect(try ReferenceModel(file: file).predict(batch) == answers || hasNaN(answers))
        for output in golden.outputs where output.kind != "leaf" {
            // Early stopping: what all trees would answer is no answer of the model's.
            if output.name.hasSuffix("_all_trees") { continue }
            try compare(answers, with: output, model)
        }
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
        _ answers: Predictions, with output: NativeCase.Output, _ model: ModelPath
    ) throws {
        let expected = try output.doubles(folder: model.folder)
        if output.kind == "label" {
            let wrong = zip(answers.labels ?? [], expected).count { Double($0) != $1 }
            ConformanceReport.add(model, wrongLabels: wrong)
            #expect(answers.labels?.count == expected.count)
            #expect(wrong == 0, "\(output.name)")
            return
        }
        let name: OutputName =
            switch output.kind {
            case "raw_margin": .decision
            case "probabilities": .probabilities
            default: .value
            }
        let numbers = try #require(answers.numbers(name), "no \(name)")
        // The library answers with the second class alone.
        let columns = output.shape.count == 1 ? [numbers.columns - 1] : Array(0..<numbers.columns)
        let found = (0..<numbers.rows).flatMap { row in columns.map { numbers[row, $0] } }
        let isExact = output.exact != nil
        let tolerance = Golden.Tolerance(
            absolute: isExact ? 0 : output.atol ?? 0, relative: isExact ? 0 : output.rtol ?? 0)
        let difference = OutputDifference(
            name, found: found, expected: expected, tolerance: tolerance)
        ConformanceReport.add(model, difference, tolerance)
        #expect(difference.isWithinTolerance, "\(output.name): \(difference)")
        guard isExact else { return }
        let wrong = zip(found, expected).filter { $0.bitPattern != $1.bitPattern && !$0.isNaN }
        #expect(wrong.isEmpty, "\(wrong.count) margins have other bits")
    }

    private func hasNaN(_ answers: Predictions) -> Bool {
        (answers.decision?.doubles ?? []).contains { $0.isNaN }
    }
}

/// All files of the golden cases in XGBoost's own formats.
private func xgboostModels() throws -> [ModelPath] {
    guard let root = environment("CHORUS_GOLDEN") else { return [] }
    return try files(in: root).flatMap { name -> [ModelPath] in
        let folder = "\(root)/\(name)"
        guard name.contains("xgb"), files(in: folder).contains("case.json") else { return [] }
        return try NativeCase(folder: folder).models
            .filter { ["xgboost-json", "xgboost-ubj"].contains($0.format) }
            .map { ModelPath(folder: folder, file: $0.file) }
    }
}

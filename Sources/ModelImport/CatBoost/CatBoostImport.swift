import WeightFormat

/// Reads a model that CatBoost saved as JSON, with the meaning that CatBoost 1.2 gives it.
func importCatBoost(_ source: SourceFile, date: String) throws(ImportFault) -> WeightDocument {
    let model = DocumentCursor(try Document(json: source.bytes, rounding: .float64))
    let features = try CatBoostFeatures(model.member("features_info"))
    let columns = try CatBoostColumns(features, model)
    let trees = try CatBoostTrees(model, columns)
    let outputs = try CatBoostOutputs(model, scores: trees.outputs)
    let stages = CatBoostStages(try CatBoostScale(model, scores: trees.outputs), outputs.order)
    var (predictor, tensors) = stages.predictor(trees, columns)
    let entry = [columns.stage(&tensors)].compactMap { $0 }
    return WeightDocument(
        name: source.modelName,
        description: ModelDescription(
            task: outputs.task, input: .float32, stages: entry + [predictor, outputs.head]),
        features: features.features, classes: outputs.classes,
        sample: .plain(for: features.features),
        provenance: try provenance(of: model, source, date), tensors: tensors)
}

private func provenance(
    of model: DocumentCursor, _ source: SourceFile, _ date: String
) throws(ImportFault) -> Provenance {
    let version = try model.member("model_info").optional("catboost_version_info")?.text() ?? ""
    return Provenance(
        library: "CatBoost", version: releaseNumber(version), file: source.name,
        sha256: source.sha256, date: date)
}

/// The version in a line `Summary: CatBoost release 1.2.10. commit_hash:…` or `Branch: tags/v1.2`.
private func releaseNumber(_ text: String) -> String {
    let words = text.split { $0 == " " || $0 == "\n" || $0 == "/" }
    for (word, next) in zip(words, words.dropFirst())
    where word == "release" || word == "tags" {
        let number = next.drop { $0 == "v" }
        let digits = number.prefix { $0.isNumber || $0 == "." }
        if let first = digits.first, first.isNumber {
            return String(digits.last == "." ? digits.dropLast() : digits)
        }
    }
    return ""
}

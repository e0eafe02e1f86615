import WeightFormat

/// Reads a model that LightGBM saved as text, with the meaning that LightGBM 4 gives it.
func importLightGBM(_ source: SourceFile, date: String) throws(ImportFault) -> WeightDocument {
    let text = try LightGBMText(source.bytes)
    let header = try LightGBMHeader(text.header)
    let objective = try LightGBMObjective(header)
    var forest = LightGBMForest(header)
    for fields in text.trees { try forest.add(LightGBMTree(fields, features: header.features)) }
    try forest.finish()
    var tensors = forest.tensors
    var stages: [Stage] = [.trees(forest.stage), objective.head(rounds: forest.rounds)]
    var features = header.names.map { Feature(name: $0) }
    let categories = try LightGBMCategories(text, header)
    if let encode = categories?.encode(&features, &tensors) { stages.insert(encode, at: 0) }
    return WeightDocument(
        name: source.modelName,
        description: ModelDescription(task: objective.task, input: .float64, stages: stages),
        features: features, classes: objective.classes, sample: .plain(for: features),
        provenance: Provenance(
            library: "LightGBM", version: "", file: source.name, sha256: source.sha256, date: date,
            producer: header.version.map { "LightGBM model text \($0)" }),
        tensors: tensors)
}

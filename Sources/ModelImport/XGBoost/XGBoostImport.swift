import WeightFormat

/// Reads an XGBoost model, saved as JSON or UBJSON by any release since 1.0, with the meaning that
/// XGBoost gives it.
///
/// A model with `best_iteration` (early stopping) answers with the rounds up to it, as the
/// library's scikit-learn interface does; `Booster.predict` alone would take all of them.
func importXGBoost(
    _ source: SourceFile, _ encoding: XGBoostEncoding, date: String
) throws(ImportFault) -> WeightDocument {
    let document =
        switch encoding {
        case .json: try Document(json: source.bytes, rounding: .float32)
        case .ubjson: try Document(ubjson: source.bytes)
        }
    let learner = try XGBoostLearner(DocumentCursor(document))
    var lowering = XGBoostLowering()
    try lowering.addColumns(learner)
    try lowering.addBooster(learner)
    let head = learner.objective.head(groups: learner.groups)
    return WeightDocument(
        name: source.modelName,
        description: ModelDescription(
            task: head.task, input: .float32, stages: lowering.stages + [head.stage]),
        features: lowering.features, classes: head.classes, sample: lowering.sample,
        provenance: Provenance(
            library: "XGBoost", version: learner.version.description, file: source.name,
            sha256: source.sha256, date: date),
        tensors: lowering.tensors)
}

/// In which of its two ways XGBoost wrote a model.
enum XGBoostEncoding {
    case json, ubjson
}

/// The parts of the weight document that grow while a model is read.
struct XGBoostLowering {
    var stages: [Stage] = []
    var tensors: [String: TensorData] = [:]
    var features: [Feature] = []
    var sample: [Cell] = []

    mutating func addBooster(_ learner: XGBoostLearner) throws(ImportFault) {
        let booster = learner.booster
        let name = try booster.member("name")
        switch try name.text() {
        case "gbtree": try addForest(XGBoostForest(booster, weights: booster, learner), learner)
        case "dart":
            let trees = try booster.optional("gbtree") ?? booster
            try addForest(XGBoostForest(trees, weights: booster, learner), learner)
        case "gblinear": try addLinear(booster.member("model"), learner)
        default: throw name.fault("'gbtree', 'dart' or 'gblinear'")
        }
    }

    /// Keeps a tensor and returns its name.
    mutating func keep(_ tensor: TensorData, as name: String) -> String {
        tensors[name] = tensor
        return name
    }
}

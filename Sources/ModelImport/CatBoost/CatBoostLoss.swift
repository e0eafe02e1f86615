import WeightFormat

/// The loss that a model was trained for, which says how its Python class turns scores into
/// predictions.
struct CatBoostLoss {
    /// Empty where the file does not say.
    let name: String

    /// A sum of models has a `loss_function` of its own, in a text of JSON.
    init(_ info: DocumentCursor) throws(ImportFault) {
        var loss = try info.optional("params")?.optional("loss_function")
        if let own = try info.optional("loss_function") {
            loss = own
            if case .text(let text) = own.value {
                loss = DocumentCursor(try Document(json: Array(text.utf8), rounding: .float64))
            }
        }
        name = try loss?.optional("type")?.text() ?? ""
    }

    /// The losses of `CatBoostClassifier`.
    var isClassification: Bool {
        ["Logloss", "CrossEntropy", "Focal", "MultiClass"].contains(name) || hasOwnSigmoids
    }

    /// Whether each class has a probability of its own. Of several labels that a row may have at
    /// once (`MultiLogloss`, `MultiCrossEntropy`) the answer names the most probable.
    var hasOwnSigmoids: Bool {
        ["MultiClassOneVsAll", "MultiLogloss", "MultiCrossEntropy"].contains(name)
    }

    /// Whether nothing is known of the loss: none is given, or the user wrote it.
    var isUnknown: Bool { name.isEmpty || name.hasPrefix("PythonUserDefined") }

    /// Of all other losses: `CatBoostRegressor` and `CatBoostRanker` predict the score as it is but
    /// for these.
    var regressLink: RegressHead.Link {
        switch name {
        case "Poisson", "Tweedie": .exp
        case "RMSEWithUncertainty": .meanVariance
        default: .identity
        }
    }
}

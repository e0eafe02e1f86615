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

    /// The losses of `CatBoostClassifier` whose classes exclude one another.
    var isClassification: Bool {
        ["Logloss", "CrossEntropy", "Focal", "MultiClass", "MultiClassOneVsAll"].contains(name)
    }

    var isOneVersusAll: Bool { name == "MultiClassOneVsAll" }

    /// Whether nothing is known of the loss: none is given, or the user wrote it.
    var isUnknown: Bool { name.isEmpty || name.hasPrefix("PythonUserDefined") }

    /// Of all other losses: `CatBoostRegressor` and `CatBoostRanker` predict the score as it is but
    /// for these. Labels that do not exclude one another each have their own probability.
    var regressLink: RegressHead.Link {
        switch name {
        case "Poisson", "Tweedie": .exp
        case "RMSEWithUncertainty": .meanVariance
        case "MultiLogloss", "MultiCrossEntropy": .logistic
        default: .identity
        }
    }
}

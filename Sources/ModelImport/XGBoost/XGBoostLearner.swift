import WeightFormat

/// What a model says beside its trees: sides, objective, base score, features.
struct XGBoostLearner {
    let version: XGBoostVersion
    /// Columns of a row.
    let features: Int
    /// Scores of a row: classes, targets, or 1.
    let groups: Int
    let objective: XGBoostObjective
    /// What the scores begin with, one a group: the base score brought to the scale of margins.
    let base: [Float]
    /// Empty where nobody named the features.
    let featureNames: [String]
    let best: XGBoostBest?
    let booster: DocumentCursor

    init(_ document: DocumentCursor) throws(ImportFault) {
        // A serialized booster holds its model beside its configuration.
        let root = try document.optional("Model") ?? document
        version = try XGBoostVersion(root)
        let learner = try root.member("learner")
        let parameters = try learner.member("learner_model_param")
        let columns = 1...Limits.columns
        features = try parameters.member("num_feature").decimal(in: columns)
        let targets = try parameters.optional("num_target")?.decimal(in: columns) ?? 1
        let classes = try parameters.member("num_class").decimal(in: 0...Limits.columns)
        groups = max(targets, classes, 1)
        objective = try XGBoostObjective(learner.member("objective"), version, groups: groups)
        base = try Self.base(parameters.member("base_score"), objective, groups: groups)
        booster = try learner.member("gradient_booster")
        featureNames = try learner.optional("feature_names")?.texts() ?? []
        guard featureNames.isEmpty || featureNames.count == features else {
            throw try learner.member("feature_names").contradiction(
                "names \(featureNames.count) features of \(features)")
        }
        best = try learner.optional("attributes").flatMap(XGBoostBest.init)
    }

    /// One number for all groups (before 3.1 without brackets) or one a group.
    private static func base(
        _ score: DocumentCursor, _ objective: XGBoostObjective, groups: Int
    ) throws(ImportFault) -> [Float] {
        let text = try score.text()
        var values: [Float]
        switch try? Document(json: Array(text.utf8), rounding: .float32) {
        case .integer(let value): values = [Float(value)]
        case .real(let value): values = [Float(value)]
        case .numbers(let numbers): values = numbers.floats
        case .null, .bool, .text, .array, .object, nil: values = []
        }
        if values.count == 1 { values = Array(repeating: values[0], count: groups) }
        guard values.count == groups else { throw score.fault("one number, or \(groups)") }
        guard let margins = objective.margins(of: values), margins.allSatisfy(\.isFinite) else {
            throw score.fault("a base score that the objective '\(objective.name)' can begin with")
        }
        return margins
    }
}

extension DocumentCursor {
    /// An integer, which XGBoost writes as text.
    func decimal(in range: ClosedRange<Int>) throws(ImportFault) -> Int {
        guard case .text(let text) = value else { return try integer(in: range) }
        guard let number = Int(text), range.contains(number) else {
            throw fault("a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }
}

import WeightFormat

extension XGBoostLowering {
    /// Adds a linear booster as single leaves, one a feature and group, each a linear function.
    ///
    /// XGBoost begins with bias plus base score, adds feature after feature in float32 and passes
    /// missing ones over: just what a sum of linear leaves does, to the last bit, and what a matrix
    /// product does not. The base score is the first group's for all (`GBLinear::PredictBatch`).
    mutating func addLinear(
        _ model: DocumentCursor, _ learner: XGBoostLearner
    ) throws(ImportFault) {
        let (features, groups) = (learner.features, learner.groups)
        let (leaves, overflow) = features.multipliedReportingOverflow(by: groups)
        guard !overflow, leaves < Int(Int32.max) else {
            throw .unsupported(place: "the linear model", reason: "has more than 2^31 weights")
        }
        let weights = try model.member("weights").floats(leaves + groups)
        let bias = weights[leaves...].map { $0 + learner.base[0] }
        let numbers = (0..<leaves).map { Int32($0) }
        let zeros = [Float](repeating: 0, count: leaves)
        let linear = TreesStage.Linear(
            constants: keep(.float32(zeros), as: "constants"),
            offsets: keep(.int64((0...leaves).map { Int64($0) }), as: "offsets"),
            features: keep(.int32(numbers.map { $0 / Int32(groups) }), as: "terms"),
            coefficients: keep(.float32(Array(weights[..<leaves])), as: "coefficients"))
        let stage = TreesStage(
            roots: keep(.int32(numbers), as: "roots"),
            features: keep(.int32(numbers.map { _ in -1 }), as: "features"),
            thresholds: keep(.float32(zeros), as: "thresholds"),
            left: keep(.int32(numbers), as: "left"), right: keep(.int32(numbers), as: "right"),
            comparison: .less,
            missingGoesLeft: keep(.uint8(numbers.map { _ in 0 }), as: "missing"),
            values: keep(.float32(zeros), as: "values"),
            treeOutputs: keep(.int32(numbers.map { $0 % Int32(groups) }), as: "outputs"),
            outputs: groups, aggregate: .sumFromBase,
            base: keep(.float32(Array(bias)), as: "base"), accumulator: .float32,
            result: .float32, linear: linear)
        stages.append(.trees(stage))
    }
}

import WeightFormat

extension XGBoostLowering {
    /// Adds the stage of the trees. They compare and add in float32, tree after tree, as XGBoost's
    /// predictor does.
    mutating func addForest(
        _ forest: XGBoostForest, _ learner: XGBoostLearner
    ) throws(ImportFault) {
        let isVector = forest.hasVectorLeaves
        let columns = isVector ? learner.groups : 1
        let isShared = isVector || learner.groups == 1
        let shape = isShared ? [forest.values.count / columns, columns] : [forest.values.count]
        let hasSets = forest.isMember.contains(true)
        let stage = TreesStage(
            roots: keep(.int32(forest.roots), as: "roots"),
            features: keep(.int32(forest.features), as: "features"),
            thresholds: keep(.float32(forest.thresholds), as: "thresholds"),
            left: keep(.int32(forest.left), as: "left"),
            right: keep(.int32(forest.right), as: "right"), comparison: .less,
            comparisons: hasSets ? keep(.uint8(codes(forest)), as: "comparisons") : nil,
            missingGoesLeft: keep(.uint8(forest.missing), as: "missing"),
            values: keep(.float32(forest.values, shape: shape), as: "values"),
            treeOutputs: isShared ? nil : keep(.int32(forest.groups), as: "outputs"),
            outputs: learner.groups, aggregate: forest.beginsAtBase ? .sumFromBase : .sum,
            base: keep(.float32(learner.base), as: "base"), accumulator: .float32,
            result: .float32, categories: hasSets ? categories(forest.sets) : nil)
        stages.append(.trees(stage))
    }

    private func codes(_ forest: XGBoostForest) -> [UInt8] {
        let codes = TreesStage.Comparison.codes
        let member = UInt8(codes.firstIndex(of: .member) ?? 0)
        let less = UInt8(codes.firstIndex(of: .less) ?? 0)
        return forest.isMember.map { $0 ? member : less }
    }

    /// A negative category, or one that training did not see, goes left (`common::Decision`).
    private mutating func categories(_ sets: XGBoostSets) -> TreesStage.Categories {
        TreesStage.Categories(
            offsets: keep(.int64(sets.offsets), as: "sets.offsets"),
            words: keep(.int32(sets.words), as: "sets.words"), rounding: .down, outside: .left)
    }
}

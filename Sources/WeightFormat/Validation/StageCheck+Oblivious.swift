extension StageCheck {
    func check(_ stage: ObliviousStage, _ flow: inout Flow) throws(WeightFault) {
        guard flow.precision == .float32 else { throw fault("needs rows of float32") }
        guard stage.scale.isFinite else { throw fault("has a scale that is not finite") }
        let features = try tensor(stage.features, [.int32])
        let levels = features.count
        try tensor(stage.features, [levels], [.int32])
        try tensor(stage.borders, [levels], [.float32])
        let columns = try numbers(features.int32)
        guard columns.allSatisfy({ $0 >= 0 && Int($0) < flow.columns }) else {
            throw fault("looks at a column beyond its \(flow.columns)")
        }
        let values = try tensor(stage.values, [.float64])
        guard values.shape.count == 2 else {
            throw fault("needs tensor '\(stage.values)' of 2 dimensions")
        }
        try checkDepths(stage, levels: levels, leaves: values.shape[0])
        try tensor(stage.bias, [values.shape[1]], [.float64])
        if let missing = stage.missingAbove {
            let flags = try numbers(try tensor(missing, [flow.columns], [.uint8]).uint8)
            guard flags.allSatisfy({ $0 < 2 }) else {
                throw fault("has a missing-value flag that is neither 0 nor 1")
            }
        }
        try give(values.shape[1], .float64, &flow)
    }

    /// The trees' levels and leaves must be exactly those that are there.
    private func checkDepths(
        _ stage: ObliviousStage, levels: Int, leaves: Int
    ) throws(WeightFault) {
        let tensor = try tensor(stage.depths, [.int32])
        try self.tensor(stage.depths, [tensor.count], [.int32])
        guard tensor.count > 0 else { throw fault("has no trees") }
        var (levelsLeft, leavesLeft) = (levels, leaves)
        for depth in try numbers(tensor.int32) {
            guard (0...ObliviousStage.deepest).contains(depth), Int(depth) <= levelsLeft,
                1 << Int(depth) <= leavesLeft
            else { throw fault("has a tree of \(depth) levels without as many splits and leaves") }
            levelsLeft -= Int(depth)
            leavesLeft -= 1 << Int(depth)
        }
        guard levelsLeft == 0, leavesLeft == 0 else {
            throw fault("has \(levelsLeft) splits and \(leavesLeft) leaves of no tree")
        }
    }
}

extension ObliviousStage {
    /// Levels of the deepest tree, whose leaves are then counted in 31 bits.
    public static let deepest: Int32 = 30
}

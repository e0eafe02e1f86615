extension StageCheck {
    func check(_ stage: TreesStage, _ flow: inout Flow) throws(WeightFault) {
        let forest = try forest(stage, flow)
        let floats: [DType] = [.float32, .float64]
        let thresholds: [DType] = flow.precision == .float32 ? floats : [.float64]
        try tensor(stage.thresholds, [forest.nodes], thresholds)
        let leaves = try leaves(stage, trees: forest.roots.count)
        try forest.check(columns: flow.columns, leaves: leaves)
        try checkCodes(stage, forest)
        if let linear = stage.linear {
            try check(linear, stage, leaves: leaves, columns: flow.columns)
        }
        if let base = stage.base { try tensor(base, [stage.outputs], floats) }
        guard stage.base != nil || stage.aggregate != .sumFromBase else {
            throw fault("begins its sums with a base, but has none")
        }
        try give(stage.outputs, stage.result, &flow)
    }

    private func forest(_ stage: TreesStage, _ flow: Flow) throws(WeightFault) -> ForestCheck {
        let features = try tensor(stage.features, [.int32])
        let nodes = features.count
        try tensor(stage.features, [nodes], [.int32])
        let left = try tensor(stage.left, [nodes], [.int32])
        let right = try tensor(stage.right, [nodes], [.int32])
        let roots = try tensor(stage.roots, [.int32])
        try tensor(stage.roots, [roots.count], [.int32])
        guard roots.count > 0, nodes > 0 else { throw fault("has no trees") }
        return ForestCheck(
            place: place, roots: try numbers(roots.int32), features: try numbers(features.int32),
            left: try numbers(left.int32), right: try numbers(right.int32))
    }

    /// How many leaves there are, of values of the right shape.
    private func leaves(_ stage: TreesStage, trees: Int) throws(WeightFault) -> Int {
        guard (1...Limits.columns).contains(stage.outputs) else {
            throw fault("gives \(stage.outputs) scores where 1 to \(Limits.columns) may be")
        }
        let values = try tensor(stage.values, [.float32, .float64])
        guard let owners = stage.treeOutputs else {
            let leaves = values.shape.first ?? 0
            try tensor(stage.values, [leaves, stage.outputs], [.float32, .float64])
            return leaves
        }
        guard stage.base != nil || stage.outputs <= trees + Limits.idleOutputs else {
            throw fault("gives \(stage.outputs) scores of \(trees) trees")
        }
        try tensor(stage.values, [values.count], [.float32, .float64])
        let outputs = try numbers(try tensor(owners, [trees], [.int32]).int32)
        guard outputs.allSatisfy({ $0 >= 0 && Int($0) < stage.outputs }) else {
            throw fault("has a tree that adds to an output beyond its \(stage.outputs)")
        }
        return values.count
    }
}

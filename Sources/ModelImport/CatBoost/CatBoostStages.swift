import WeightFormat

/// Makes the predictor of a model: its stage and the tensors that it names.
struct CatBoostStages {
    private let scale: CatBoostScale
    /// The score's place among the classes; a class that training never met has none.
    private let order: CatBoostClassOrder

    init(_ scale: CatBoostScale, _ order: CatBoostClassOrder) {
        self.scale = scale
        self.order = order
    }

    func predictor(
        _ trees: CatBoostTrees, _ columns: CatBoostColumns
    ) -> (Stage, [String: TensorData]) {
        switch trees {
        case .oblivious(let trees): oblivious(trees, columns)
        case .branching(let trees): branching(trees, columns)
        }
    }

    private func oblivious(
        _ trees: CatBoostObliviousTrees, _ columns: CatBoostColumns
    ) -> (Stage, [String: TensorData]) {
        let missing = columns.missingAbove
        var tensors: [String: TensorData] = [
            "trees.depths": .int32(trees.depths),
            "trees.features": .int32(trees.questions.map { Int32($0.column) }),
            "trees.borders": .float32(trees.questions.map(\.border)),
            "trees.values": values(trees.values),
            "trees.bias": .float64(order.apply(scale.bias, absent: -.infinity)),
        ]
        let answersMissing = missing.contains(true)
        if answersMissing { tensors["trees.missing-above"] = .uint8(missing.map { $0 ? 1 : 0 }) }
        let stage = ObliviousStage(
            depths: "trees.depths", features: "trees.features", borders: "trees.borders",
            missingAbove: answersMissing ? "trees.missing-above" : nil, values: "trees.values",
            scale: scale.scale, bias: "trees.bias")
        return (.oblivious(stage), tensors)
    }

    /// A row that is above the border goes right. The scale is worked into the leaves, for such
    /// trees have none of their own; only whoever set it by hand has one other than 1.
    private func branching(
        _ trees: CatBoostBranchingTrees, _ columns: CatBoostColumns
    ) -> (Stage, [String: TensorData]) {
        let missing = columns.missingAbove
        let tensors: [String: TensorData] = [
            "trees.roots": .int32(trees.roots),
            "trees.features": .int32(trees.nodes.map { Int32($0.question?.column ?? -1) }),
            "trees.thresholds": .float32(trees.nodes.map { $0.question?.border ?? 0 }),
            "trees.left": .int32(trees.nodes.map(\.left)),
            "trees.right": .int32(trees.nodes.map(\.right)),
            "trees.missing": .uint8(
                trees.nodes.map { node in
                    guard let question = node.question else { return 0 }
                    let isAbove = missing[question.column] && question.border < .infinity
                    return isAbove ? 0 : 1
                }),
            "trees.values": values(trees.values.map { $0 * scale.scale }),
            "trees.base": .float64(order.apply(scale.bias, absent: -.infinity)),
        ]
        let stage = TreesStage(
            roots: "trees.roots", features: "trees.features", thresholds: "trees.thresholds",
            left: "trees.left", right: "trees.right", comparison: .lessOrEqual,
            missingGoesLeft: "trees.missing", values: "trees.values", outputs: order.outputs,
            aggregate: .sum, base: "trees.base", accumulator: .float64, result: .float64)
        return (.trees(stage), tensors)
    }

    /// Leaves x outputs, their columns in the order of the classes.
    private func values(_ values: [Double]) -> TensorData {
        let scores = scale.bias.count
        guard order.changes else {
            return .float64(values, shape: [values.count / scores, scores])
        }
        let rows = stride(from: 0, to: values.count, by: scores).flatMap {
            order.apply(Array(values[$0..<$0 + scores]), absent: 0)
        }
        return .float64(rows, shape: [rows.count / order.outputs, order.outputs])
    }
}

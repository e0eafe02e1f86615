import WeightFormat

/// The linear functions of all leaves, if any leaf has one; one without answers its number.
struct LightGBMLinearLeaves {
    private var constants: [Double] = []
    private var offsets: [Int64] = [0]
    private var features: [Int32] = []
    private var coefficients: [Double] = []
    private var isLinear = false

    mutating func append(_ leaf: LightGBMTree.LinearLeaf?, value: Double) {
        if let leaf {
            isLinear = true
            constants.append(leaf.constant)
            features += leaf.features.map { Int32($0) }
            coefficients += leaf.coefficients
        } else {
            constants.append(value)
        }
        offsets.append(Int64(features.count))
    }

    var stage: TreesStage.Linear? {
        guard isLinear else { return nil }
        return TreesStage.Linear(
            constants: "trees.linear.constants", offsets: "trees.linear.offsets",
            features: "trees.linear.features", coefficients: "trees.linear.coefficients")
    }

    var tensors: [String: TensorData] {
        guard isLinear else { return [:] }
        return [
            "trees.linear.constants": .float64(constants),
            "trees.linear.offsets": .int64(offsets),
            "trees.linear.features": .int32(features),
            "trees.linear.coefficients": .float64(coefficients),
        ]
    }
}

import WeightFormat

/// What each leaf adds to which class or target: the `class_…` or `target_…` attributes.
struct LeafWeights {
    struct Weight {
        var id: Int
        var value: Double
    }

    /// Weights of each source node.
    private(set) var ofNode: [[Weight]]
    /// Whether no weight at all is below zero.
    private(set) var areAllPositive = true
    /// Every class or target that has a weight.
    private(set) var ids: Set<Int> = []
    private(set) var count = 0

    /// - Parameter prefix: `class` or `target`.
    init(
        _ node: Node, prefix: String, outputs: Int, _ nodes: EnsembleNodes
    ) throws(ImportFault) {
        let trees = try node.integers(prefix + "_treeids")
        let nodeIDs = try node.integers(prefix + "_nodeids")
        let outputIDs = try node.integers(prefix + "_ids")
        let values = try node.numbers(prefix + "_weights")
        guard trees.count == nodeIDs.count, trees.count == outputIDs.count,
            trees.count == values.count
        else { throw node.fault("has lists of leaf weights of different lengths") }
        ofNode = [[Weight]](repeating: [], count: nodes.count)
        for index in trees.indices {
            let id = outputIDs[index]
            guard id >= 0, id < outputs else {
                throw node.fault("has a leaf of \(prefix) \(id), but \(outputs) of them")
            }
            guard let leaf = nodes.find(tree: trees[index], id: nodeIDs[index]) else {
                throw node.fault("has a weight for node \(nodeIDs[index]), which is not there")
            }
            ofNode[leaf].append(Weight(id: id, value: values[index]))
            ids.insert(id)
            if values[index] < 0 { areAllPositive = false }
        }
        count = trees.count
    }

    /// One weight a leaf, by the position of its node.
    init(
        of nodes: EnsembleNodes, targets: [Int: Int], values: [Int: Double], outputs: Int,
        _ node: Node
    ) throws(ImportFault) {
        ofNode = [[Weight]](repeating: [], count: nodes.count)
        for (leaf, target) in targets {
            guard target >= 0, target < outputs, let value = values[leaf] else {
                throw node.fault("has a leaf of target \(target), but \(outputs) of them")
            }
            ofNode[leaf].append(Weight(id: target, value: value))
            ids.insert(target)
            if value < 0 { areAllPositive = false }
        }
        count = targets.count
    }

    /// Whether every row gets a weight for `id`: some tree has one in all its leaves.
    func isCertain(_ id: Int, _ flat: FlatEnsemble) -> Bool {
        flat.leavesOfTree.contains { leaves in
            leaves.allSatisfy { leaf in ofNode[flat.leaves[leaf]].contains { $0.id == id } }
        }
    }
}

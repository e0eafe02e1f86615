import WeightFormat

/// The `nodes_…` attributes of a tree ensemble: one entry a node in each list.
struct EnsembleNodes {
    enum Mode: Equatable {
        case branch(TreesStage.Comparison)
        case leaf
    }

    var trees: [Int]
    var ids: [Int]
    var features: [Int]
    var thresholds: [Double]
    var modes: [Mode]
    var trueIDs: [Int]
    var falseIDs: [Int]
    /// Where a missing value takes the true branch.
    var missingIsTrue: [Bool]
    /// Position of each node by tree and id.
    private var position: [NodeKey: Int] = [:]

    var count: Int { ids.count }

    /// No nodes, for ``append(feature:threshold:mode:isTrue:isFalse:missingIsTrue:)``.
    init() {
        (trees, ids, features, thresholds, modes) = ([], [], [], [], [])
        (trueIDs, falseIDs, missingIsTrue) = ([], [], [])
    }

    /// Adds a node of tree 0 whose id is its position.
    mutating func append(
        feature: Int, threshold: Double, mode: Mode, isTrue: Int, isFalse: Int,
        missingIsTrue: Bool
    ) {
        position[NodeKey(tree: 0, id: ids.count)] = ids.count
        ids.append(ids.count)
        trees.append(0)
        features.append(feature)
        thresholds.append(threshold)
        modes.append(mode)
        trueIDs.append(isTrue)
        falseIDs.append(isFalse)
        self.missingIsTrue.append(missingIsTrue)
    }

    init(_ node: Node) throws(ImportFault) {
        ids = try node.integers("nodes_nodeids")
        trees = try node.integers("nodes_treeids")
        features = try node.integers("nodes_featureids")
        thresholds = try node.numbers("nodes_values")
        trueIDs = try node.integers("nodes_truenodeids")
        falseIDs = try node.integers("nodes_falsenodeids")
        modes = []
        for mode in try node.texts("nodes_modes") { modes.append(try Self.mode(mode, node)) }
        let tracks = try node.integers("nodes_missing_value_tracks_true")
        missingIsTrue =
            tracks.isEmpty ? [Bool](repeating: false, count: ids.count) : tracks.map { $0 == 1 }
        let lengths = [
            trees.count, features.count, thresholds.count, trueIDs.count, falseIDs.count,
            modes.count, missingIsTrue.count,
        ]
        guard !ids.isEmpty else { throw node.fault("has no tree nodes") }
        guard lengths.allSatisfy({ [count = ids.count] in $0 == count }) else {
            throw node.fault("has lists of nodes of different lengths")
        }
        var position: [NodeKey: Int] = [:]
        for (index, id) in ids.enumerated() {
            let key = NodeKey(tree: trees[index], id: id)
            guard position.updateValue(index, forKey: key) == nil else {
                throw node.fault("has node \(id) of tree \(key.tree) twice")
            }
        }
        self.position = position
    }

    func find(tree: Int, id: Int) -> Int? { position[NodeKey(tree: tree, id: id)] }

    private static func mode(_ text: String, _ node: Node) throws(ImportFault) -> Mode {
        switch text {
        case "LEAF": .leaf
        case "BRANCH_LEQ": .branch(.lessOrEqual)
        case "BRANCH_LT": .branch(.less)
        case "BRANCH_GTE": .branch(.greaterOrEqual)
        case "BRANCH_GT": .branch(.greater)
        case "BRANCH_EQ": .branch(.equal)
        case "BRANCH_NEQ": .branch(.notEqual)
        default: throw node.fault("has the unknown branch mode '\(text.prefix(40))'")
        }
    }
}

private struct NodeKey: Hashable {
    var tree: Int
    var id: Int
}

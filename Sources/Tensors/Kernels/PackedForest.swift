/// One tree of a packed forest.
struct PackedTree: Sendable {
    let root: Int
    /// Steps from the root to the deepest leaf.
    let depth: Int
    /// Added to the leaves' rows of values.
    let firstLeafRow: Int
    /// The output it adds to, or 0 if it adds to all.
    let output: Int
}

/// A forest laid out for walking: breadth-first, siblings side by side, one comparison.
///
/// Rows come as their image: their features, and behind them (where trees send missing values
/// left) the features again with -inf for NaN. A NaN is less than nothing, so it goes right where a
/// node looks at the first copy and left where it looks at the second.
struct PackedForest<Node: PackedNode, Sum: Real>: Sendable {
    let features: Int
    let outputs: Int
    let nodes: [Node]
    let trees: [PackedTree]
    /// Leaves x `valueColumns`.
    let values: [Sum]
    /// 1 where a tree adds to one output, else `outputs`.
    let valueColumns: Int
    let isAverage: Bool
    let base: [Sum]?
    let mirrorsMissing: Bool

    var imageColumns: Int { mirrorsMissing ? 2 * features : features }

    /// nil where the layout does not cover the forest.
    init?(_ forest: FlatForest) {
        guard forest.aggregate == .sum || forest.aggregate == .average, forest.features > 0
        else { return nil }
        var packer = TreePacker<Node>(forest)
        for tree in forest.roots.indices {
            guard packer.append(tree) else { return nil }
        }
        features = forest.features
        outputs = forest.outputs
        nodes = packer.nodes
        trees = packer.trees
        values = forest.values.values.map { Sum($0) }
        valueColumns = forest.values.columns
        isAverage = forest.aggregate == .average
        base = forest.base?.map { Sum($0) }
        mirrorsMissing = packer.mirrorsMissing
    }
}

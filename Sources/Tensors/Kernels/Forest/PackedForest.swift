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

/// A forest laid out for walking: breadth-first, siblings side by side, one comparison, which reads
/// the image of a row.
struct PackedForest<Node: PackedNode, Sum: Real>: Sendable {
    let features: Int
    let outputs: Int
    let nodes: [Node]
    let trees: [PackedTree]
    /// The words of all sets; never empty.
    let sets: [UInt32]
    /// Leaves x `valueColumns`.
    let values: [Sum]
    /// 1 where a tree adds to one output, else `outputs`.
    let valueColumns: Int
    let linear: PackedLeaves<Sum>?
    let images: RowImages

    /// nil where the layout does not cover the forest.
    init?(_ forest: FlatForest) {
        guard [.sum, .average, .sumFromBase].contains(forest.aggregate), forest.features > 0
        else { return nil }
        var packer = TreePacker<Node>(forest)
        for tree in forest.roots.indices {
            guard packer.append(tree) else { return nil }
        }
        features = forest.features
        outputs = forest.outputs
        nodes = packer.nodes
        trees = packer.trees
        sets = packer.sets.words
        values = forest.values.values.map { Sum($0) }
        valueColumns = forest.values.columns
        linear = forest.linear.map(PackedLeaves.init)
        images = packer.images
    }
}

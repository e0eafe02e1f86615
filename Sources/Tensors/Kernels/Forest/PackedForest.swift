import KernelLayouts

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

/// A forest laid out for walking: siblings side by side, one comparison, which reads the image of a
/// row.
final class PackedForest<Node: PackedNode, Sum: Real>: Sendable {
    let features: Int
    let outputs: Int
    let nodes: AlignedArray<Node>
    let trees: [PackedTree]
    /// The trees' roots and depths, for kernels.
    let walks: AlignedArray<WalkTree>
    /// The words of all sets; never empty.
    let sets: [UInt32]
    /// Leaves x `valueColumns`.
    let values: [Sum]
    /// 1 where a tree adds to one output, else `outputs`.
    let valueColumns: Int
    let linear: PackedLeaves<Sum>?
    let images: RowImages
    let kernels: KernelSet

    /// nil where the layout does not cover the forest.
    init?(_ forest: FlatForest, _ kernels: KernelSet) {
        guard [.sum, .average, .sumFromBase].contains(forest.aggregate), forest.features > 0
        else { return nil }
        var packer = TreePacker<Node>(forest)
        for tree in forest.roots.indices {
            guard packer.append(tree) else { return nil }
        }
        features = forest.features
        outputs = forest.outputs
        // Kernels count nodes in 32 bits.
        guard packer.nodes.count <= Int32.max else { return nil }
        nodes = AlignedArray(packer.nodes)
        trees = packer.trees
        walks = AlignedArray(
            trees.map { WalkTree(root: Int32($0.root), depth: Int32(clamping: $0.depth)) })
        self.kernels = kernels
        sets = packer.sets.words
        values = packer.leaves.values(forest).map { Sum($0) }
        valueColumns = forest.values.columns
        linear = forest.linear.map(PackedLeaves.init)
        images = packer.images
    }
}

import WeightFormat

/// Trees in flat arrays as a ``TreesStage`` wants them: a parent before its children, no node shared.
///
/// Some converters let several branches lead to one node; such a node is written once for each.
struct FlatEnsemble {
    var roots: [Int32] = []
    var features: [Int32] = []
    var thresholds: [Double] = []
    var left: [Int32] = []
    var right: [Int32] = []
    var comparisons: [TreesStage.Comparison] = []
    var missingGoesLeft: [Bool] = []
    /// Position in the source of each leaf, in order of leaves.
    var leaves: [Int] = []
    /// Leaves of each tree.
    var leavesOfTree: [Range<Int>] = []

    init(_ nodes: EnsembleNodes, columns: Int, _ node: Node) throws(ImportFault) {
        var seen: Set<Int> = []
        for index in 0..<nodes.count where seen.insert(nodes.trees[index]).inserted {
            try addTree(from: index, nodes, columns: columns, node)
        }
    }

    /// - Parameter roots: positions of the trees' first nodes.
    init(
        _ nodes: EnsembleNodes, roots: [Int], columns: Int, _ node: Node
    ) throws(ImportFault) {
        for root in roots { try addTree(from: root, nodes, columns: columns, node) }
    }

    private struct Pending {
        var source: Int
        /// Index of the branch that leads here; -1 for a root.
        var parent: Int
        var isLeft: Bool
    }

    /// Walks a tree with a list of its own, for its depth knows no bound.
    private mutating func addTree(
        from root: Int, _ nodes: EnsembleNodes, columns: Int, _ node: Node
    ) throws(ImportFault) {
        let firstLeaf = leaves.count
        roots.append(Int32(features.count))
        var pending = [Pending(source: root, parent: -1, isLeft: true)]
        while let next = pending.popLast() {
            let index = features.count
            guard index < 16 * nodes.count + ImportLimits.expansion else {
                throw node.fault("has branches that lead back or share too many nodes")
            }
            if next.parent >= 0 { link(next, to: index) }
            guard case .branch(let comparison) = nodes.modes[next.source] else {
                addLeaf(next.source)
                continue
            }
            try addBranch(next.source, comparison, nodes, columns: columns, node)
            for isLeft in [false, true] {
                let child = try self.child(of: next.source, isTrue: isLeft, nodes, node)
                pending.append(Pending(source: child, parent: index, isLeft: isLeft))
            }
        }
        leavesOfTree.append(firstLeaf..<leaves.count)
    }

    private mutating func link(_ next: Pending, to index: Int) {
        if next.isLeft {
            left[next.parent] = Int32(index)
        } else {
            right[next.parent] = Int32(index)
        }
    }

    private mutating func addLeaf(_ source: Int) {
        features.append(-1)
        thresholds.append(0)
        left.append(Int32(leaves.count))
        right.append(0)
        comparisons.append(.lessOrEqual)
        missingGoesLeft.append(false)
        leaves.append(source)
    }

    private mutating func addBranch(
        _ source: Int, _ comparison: TreesStage.Comparison, _ nodes: EnsembleNodes, columns: Int,
        _ node: Node
    ) throws(ImportFault) {
        let feature = nodes.features[source]
        guard feature >= 0, feature < columns else {
            throw node.fault("looks at column \(feature) of \(columns)")
        }
        features.append(Int32(feature))
        thresholds.append(nodes.thresholds[source])
        left.append(0)
        right.append(0)
        comparisons.append(comparison)
        missingGoesLeft.append(nodes.missingIsTrue[source] || comparison == .notEqual)
    }

    private func child(
        of source: Int, isTrue: Bool, _ nodes: EnsembleNodes, _ node: Node
    ) throws(ImportFault) -> Int {
        let id = isTrue ? nodes.trueIDs[source] : nodes.falseIDs[source]
        let tree = nodes.trees[source]
        guard let child = nodes.find(tree: tree, id: id), child != source else {
            throw node.fault("has a branch in tree \(tree) that leads to node \(id)")
        }
        return child
    }
}

extension FlatForest {
    /// Indices inside their arrays, children after their parents, and one parent a node: so a walk
    /// ends, and a copy of the trees is no larger than they are.
    func check() throws(ForestError) {
        guard values.columns == (treeOutputs == nil ? outputs : 1), outputs > 0,
            base.map({ $0.count == outputs }) ?? true,
            treeOutputs.map({ $0.count == roots.count }) ?? true
        else { throw .sides }
        for (tree, output) in (treeOutputs ?? []).enumerated()
        where output < 0 || output >= outputs {
            throw .output(tree: tree, found: Int(output))
        }
        if let linear {
            guard values.columns == 1 else { throw .linear }
            try linear.check(leaves: values.rows, columns: features)
        }
        var seen = [Bool](repeating: false, count: nodes.count)
        for root in roots { try claim(root, parent: -1, &seen) }
        for (index, node) in nodes.enumerated() {
            try check(node, index)
            guard node.feature >= 0 else { continue }
            try claim(node.left, parent: index, &seen)
            try claim(node.right, parent: index, &seen)
        }
    }

    private func check(_ node: Node, _ index: Int) throws(ForestError) {
        guard node.feature != -1 else {
            guard node.left >= 0, node.left < values.rows else {
                throw .leaf(node: index, found: Int(node.left))
            }
            return
        }
        guard node.feature >= 0, node.feature < features else {
            throw .feature(node: index, found: Int(node.feature))
        }
        guard node.comparison == .member else { return }
        guard let sets, let set = node.set, set >= 0, set < sets.count else {
            throw .set(node: index)
        }
    }

    private func claim(_ child: Int32, parent: Int, _ seen: inout [Bool]) throws(ForestError) {
        guard child > parent, child < nodes.count else {
            throw .child(node: parent, found: Int(child))
        }
        guard !seen[Int(child)] else { throw .shared(node: Int(child)) }
        seen[Int(child)] = true
    }
}

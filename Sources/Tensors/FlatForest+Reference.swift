extension FlatForest {
    /// The definition, tree by tree: scores, rows x outputs, summed in the width `Sum`.
    ///
    /// It is also the form for what no faster one covers: `==`, `!=`, minimum and maximum,
    /// thresholds that are not finite.
    public func scores<Row: Real, Sum: Real>(
        _ x: Matrix<Row>, summedIn width: Sum.Type
    ) -> Matrix<Sum> {
        precondition(x.columns == features, "a row has the model's features")
        var scores = Matrix<Sum>(rows: x.rows, columns: outputs)
        for row in 0..<x.rows {
            var fold = Fold<Sum>(self)
            for tree in roots.indices {
                let leaf = leaf(tree, x.row(row))
                if let value = linear?.value(leaf, x.row(row), in: Sum.self) {
                    fold.add(value, to: Int(treeOutputs?[tree] ?? 0))
                } else {
                    add(leaf, of: tree, to: &fold)
                }
            }
            let results = fold.finish(self)
            for output in 0..<outputs { scores[row, output] = results[output] }
        }
        return scores
    }

    /// The row of `values` in which a tree's walk ends.
    func leaf<Row: Real>(_ tree: Int, _ row: ArraySlice<Row>) -> Int {
        var node = nodes[Int(roots[tree])]
        while node.feature >= 0 {
            let x = Double(row[row.startIndex + Int(node.feature)])
            node = nodes[Int(goesLeft(x, at: node) ? node.left : node.right)]
        }
        return Int(node.left)
    }

    /// Whether `x` goes left; a branch only.
    private func goesLeft(_ x: Double, at node: Node) -> Bool {
        switch node.missing {
        case .goesRight, .goesLeft:
            if x.isNaN { return node.missing == .goesLeft }
        case .zeroGoesRight, .zeroGoesLeft:
            if x.isNaN || x.magnitude <= Missing.zeroBorder { return node.missing == .zeroGoesLeft }
        case .countsAsZero:
            if x.isNaN { return leads(0, at: node) }
        }
        return leads(x, at: node)
    }

    /// Whether the comparison of `x` is true.
    private func leads(_ x: Double, at node: Node) -> Bool {
        switch node.comparison {
        case .lessOrEqual: x <= node.threshold
        case .less: x < node.threshold
        case .greaterOrEqual: x >= node.threshold
        case .greater: x > node.threshold
        case .equal: x == node.threshold
        case .notEqual: x != node.threshold
        case .member: sets?.goesLeft(x, set: Int(node.threshold)) ?? false
        }
    }

    private func add<Sum: Real>(_ leaf: Int, of tree: Int, to fold: inout Fold<Sum>) {
        if let treeOutputs {
            fold.add(Sum(values[leaf, 0]), to: Int(treeOutputs[tree]))
        } else {
            for output in 0..<outputs { fold.add(Sum(values[leaf, output]), to: output) }
        }
    }
}

/// One row's scores while the trees are folded into them.
private struct Fold<Sum: Real> {
    let aggregate: FlatForest.Aggregate
    var totals: [Sum]
    /// Outputs that no tree has touched yet: a minimum starts from its first value.
    var isEmpty: [Bool]

    init(_ forest: FlatForest) {
        aggregate = forest.aggregate
        totals = Array(repeating: 0, count: forest.outputs)
        if aggregate == .sumFromBase, let base = forest.base { totals = base.map { Sum($0) } }
        isEmpty = Array(repeating: true, count: forest.outputs)
    }

    mutating func add(_ value: Sum, to output: Int) {
        switch aggregate {
        case .sum, .average, .sumFromBase: totals[output] += value
        case .min: if isEmpty[output] || value < totals[output] { totals[output] = value }
        case .max: if isEmpty[output] || value > totals[output] { totals[output] = value }
        }
        isEmpty[output] = false
    }

    consuming func finish(_ forest: FlatForest) -> [Sum] {
        guard aggregate != .sumFromBase else { return totals }
        for output in totals.indices {
            if aggregate == .average { totals[output] /= Sum(forest.roots.count) }
            if let base = forest.base { totals[output] += Sum(base[output]) }
        }
        return totals
    }
}

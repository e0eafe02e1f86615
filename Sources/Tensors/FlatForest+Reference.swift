extension FlatForest.Node {
    /// Whether `x` goes left; a branch only.
    @inline(__always)
    func goesLeft(_ x: Double) -> Bool {
        if x.isNaN { return missingGoesLeft }
        return switch comparison {
        case .lessOrEqual: x <= threshold
        case .less: x < threshold
        case .greaterOrEqual: x >= threshold
        case .greater: x > threshold
        case .equal: x == threshold
        case .notEqual: x != threshold
        }
    }
}

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
            var fold = Fold<Sum>(aggregate: aggregate, outputs: outputs)
            for tree in roots.indices { add(leaf(tree, x.row(row)), of: tree, to: &fold) }
            let results = fold.finish(trees: roots.count, base: base)
            for output in 0..<outputs { scores[row, output] = results[output] }
        }
        return scores
    }

    /// The row of `values` in which a tree's walk ends.
    func leaf<Row: Real>(_ tree: Int, _ row: ArraySlice<Row>) -> Int {
        var node = nodes[Int(roots[tree])]
        while node.feature >= 0 {
            let x = Double(row[row.startIndex + Int(node.feature)])
            node = nodes[Int(node.goesLeft(x) ? node.left : node.right)]
        }
        return Int(node.left)
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

    init(aggregate: FlatForest.Aggregate, outputs: Int) {
        self.aggregate = aggregate
        totals = Array(repeating: 0, count: outputs)
        isEmpty = Array(repeating: true, count: outputs)
    }

    mutating func add(_ value: Sum, to output: Int) {
        switch aggregate {
        case .sum, .average: totals[output] += value
        case .min: if isEmpty[output] || value < totals[output] { totals[output] = value }
        case .max: if isEmpty[output] || value > totals[output] { totals[output] = value }
        }
        isEmpty[output] = false
    }

    consuming func finish(trees: Int, base: [Double]?) -> [Sum] {
        for output in totals.indices {
            if aggregate == .average { totals[output] /= Sum(trees) }
            if let base { totals[output] += Sum(base[output]) }
        }
        return totals
    }
}

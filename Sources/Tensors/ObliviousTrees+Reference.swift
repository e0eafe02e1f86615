extension ObliviousTrees {
    /// The definition, row by row and tree by tree: rows x outputs.
    public func scores(_ x: Matrix<Float>) -> Matrix<Double> {
        precondition(x.columns == features, "a row has the model's features")
        var scores = Matrix<Double>(rows: x.rows, columns: outputs)
        for row in 0..<x.rows {
            for tree in trees {
                let leaf = leaf(of: tree, x.row(row))
                for output in 0..<outputs { scores[row, output] += values[leaf, output] }
            }
            for output in 0..<outputs {
                scores[row, output] = scores[row, output] * scale + bias[output]
            }
        }
        return scores
    }

    /// The row of `values` that a tree's answers number: the first level is the lowest bit.
    private func leaf(of tree: Tree, _ row: ArraySlice<Float>) -> Int {
        var number = 0
        for level in 0..<tree.depth {
            let question = levels[tree.firstLevel + level]
            var x = row[row.startIndex + question.feature]
            if x.isNaN, missingAbove[question.feature] { x = .infinity }
            if x > question.border { number |= 1 << level }
        }
        return tree.firstLeaf + number
    }
}

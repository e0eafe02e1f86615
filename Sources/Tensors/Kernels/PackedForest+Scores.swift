/// Bytes of row images that a block of rows may take: a quarter of a usual second-level cache, so
/// that one tree and the block's rows stay in it together.
private let blockBytes = 256 * 1024
/// Rows from which a block is walked tree by tree; fewer go row by row, trees side by side.
private let rowsForBlocks = 8

extension PackedForest {
    /// Scores, rows x outputs: leaves summed in tree order.
    ///
    /// - Precondition: `x` has the forest's features.
    @inline(__always)
    func scores(_ x: Matrix<Node.Threshold>) -> Matrix<Sum> {
        precondition(x.columns == features, "a row has the model's features")
        var scores = begun(rows: x.rows)
        if images.areRows {
            addImages(x, from: 0, to: &scores)
        } else {
            var first = 0
            while first < x.rows {
                let last = min(x.rows, first + blockRows)
                addImages(images.make(x, first..<last), from: first, to: &scores)
                first = last
            }
        }
        finish(&scores)
        return scores
    }

    private func begun(rows: Int) -> Matrix<Sum> {
        guard let start else { return Matrix(rows: rows, columns: outputs) }
        var values: [Sum] = []
        values.reserveCapacity(rows * outputs)
        for _ in 0..<rows { values.append(contentsOf: start) }
        return Matrix(rows: rows, columns: outputs, values: values)
    }

    private var blockRows: Int {
        let rowBytes = max(1, images.columns * MemoryLayout<Node.Threshold>.stride)
        return max(rowsForBlocks, blockBytes / rowBytes / rowsForBlocks * rowsForBlocks)
    }

    /// Adds every tree's leaf to the scores of the images' rows, which begin at row `start`.
    private func addImages(
        _ images: Matrix<Node.Threshold>, from start: Int, to scores: inout Matrix<Sum>
    ) {
        images.values.withUnsafeBufferPointer { values in
            scores.values.withUnsafeMutableBufferPointer { scores in
                // No rows, nothing to add; the forest has features, so rows have numbers.
                guard let image = values.baseAddress, let scores = scores.baseAddress else {
                    return
                }
                add(image, rows: images.rows, to: scores + start * outputs)
            }
        }
    }

    /// - Precondition: `image` points at rows x image columns numbers, `scores` at rows x outputs.
    @inline(__always)
    private func add(
        _ image: UnsafePointer<Node.Threshold>, rows: Int, to scores: UnsafeMutablePointer<Sum>
    ) {
        withPointers { forest in
            guard rows >= rowsForBlocks else {
                for row in 0..<rows {
                    forest.addRow(image + row * images.columns, to: scores + row * outputs)
                }
                return
            }
            for first in stride(from: 0, to: rows, by: blockRows) {
                forest.addBlock(
                    image + first * images.columns, rows: min(blockRows, rows - first),
                    columns: images.columns, to: scores + first * outputs)
            }
        }
    }

    private func withPointers(_ body: (ForestPointers<Node, Sum>) -> Void) {
        guard let linear else { return withPointers(linear: nil, body) }
        withUnsafePointer(to: linear) { withPointers(linear: $0, body) }
    }

    private func withPointers(
        linear: UnsafePointer<PackedLeaves<Sum>>?, _ body: (ForestPointers<Node, Sum>) -> Void
    ) {
        nodes.withUnsafeBufferPointer { nodes in
            trees.withUnsafeBufferPointer { trees in
                values.withUnsafeBufferPointer { values in
                    sets.withUnsafeBufferPointer { sets in
                        // A forest without nodes or values has no trees: nothing to add. The set
                        // words are never empty.
                        guard let nodes = nodes.baseAddress, let values = values.baseAddress,
                            let sets = sets.baseAddress
                        else { return }
                        body(
                            ForestPointers(
                                nodes: nodes, trees: trees, sets: sets, values: values,
                                valueColumns: valueColumns, outputs: outputs, linear: linear))
                    }
                }
            }
        }
    }

    private func finish(_ scores: inout Matrix<Sum>) {
        guard isAverage || base != nil else { return }
        let count = Sum(trees.count)
        for row in 0..<scores.rows {
            for output in 0..<outputs {
                if isAverage { scores[row, output] /= count }
                if let base { scores[row, output] += base[output] }
            }
        }
    }
}

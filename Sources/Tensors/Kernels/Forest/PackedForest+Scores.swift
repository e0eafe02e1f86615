/// Bytes of row images that a block of rows may take: a quarter of a usual second-level cache, so
/// that one tree and the block's rows stay in it together.
private let blockBytes = 256 * 1024
/// Rows from which a block is walked tree by tree; fewer go row by row, trees side by side.
private let rowsForBlocks = 8

extension PackedForest {
    /// Adds the leaves of rows to their sums, in tree order.
    ///
    /// - Precondition: `x` points at rows x features numbers, `sums` at rows x outputs.
    @inline(__always)
    func add(
        _ x: UnsafePointer<Node.Threshold>, rows: Int, to sums: UnsafeMutablePointer<Sum>
    ) {
        guard !images.areRows else { return add(image: x, rows: rows, to: sums) }
        for first in stride(from: 0, to: rows, by: blockRows) {
            let count = min(blockRows, rows - first)
            let image = images.make(x + first * features, rows: count)
            image.withUnsafeBufferPointer { image in
                // The forest has features, so rows have numbers.
                guard let image = image.baseAddress else { return }
                add(image: image, rows: count, to: sums + first * outputs)
            }
        }
    }

    var blockRows: Int {
        let rowBytes = max(1, images.columns * MemoryLayout<Node.Threshold>.stride)
        return max(rowsForBlocks, blockBytes / rowBytes / rowsForBlocks * rowsForBlocks)
    }

    /// - Precondition: `image` points at rows x image columns numbers, `scores` at rows x outputs.
    @inline(__always)
    private func add(
        image: UnsafePointer<Node.Threshold>, rows: Int, to scores: UnsafeMutablePointer<Sum>
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

    func withPointers(_ body: (ForestPointers<Node, Sum>) -> Void) {
        guard let linear else { return withPointers(linear: nil, body) }
        withUnsafePointer(to: linear) { withPointers(linear: $0, body) }
    }

    private func withPointers(
        linear: UnsafePointer<PackedLeaves<Sum>>?, _ body: (ForestPointers<Node, Sum>) -> Void
    ) {
        trees.withUnsafeBufferPointer { trees in
            values.withUnsafeBufferPointer { values in
                sets.withUnsafeBufferPointer { sets in
                    // A forest without values has no trees: nothing to add. The set words are never
                    // empty.
                    guard let values = values.baseAddress, let sets = sets.baseAddress else {
                        return
                    }
                    body(
                        ForestPointers(
                            nodes: nodes.start, trees: trees, sets: sets, values: values,
                            valueColumns: valueColumns, outputs: outputs, linear: linear))
                }
            }
        }
    }
}

import KernelLayouts

extension PackedForest where Node == WalkNode {
    /// Adds the leaves of rows to their sums, in tree order: many walks side by side, of rows through
    /// one tree where there are enough, else of one row through many trees.
    ///
    /// - Precondition: `x` points at rows x features numbers, `sums` at rows x outputs.
    @inline(__always)
    func addByKernels(_ x: UnsafePointer<Float>, rows: Int, to sums: UnsafeMutablePointer<Sum>) {
        guard !images.areRows else { return walk(image: x, rows: rows, to: sums) }
        for first in stride(from: 0, to: rows, by: blockRows) {
            let count = min(blockRows, rows - first)
            let image = images.make(x + first * features, rows: count)
            image.withUnsafeBufferPointer { image in
                // The forest has features, so rows have numbers.
                guard let image = image.baseAddress else { return }
                walk(image: image, rows: count, to: sums + first * outputs)
            }
        }
    }

    /// Whether rows go through a tree together, rather than a row through trees: where there are few
    /// trees, or where a tree that has come to the cache should serve many rows.
    private func goesByTree(rows: Int) -> Bool {
        let cacheBytes = 1 << 20
        if trees.count < walksAtOnce / 4 { return true }
        return rows >= walksAtOnce / 2
            && nodes.count * MemoryLayout<WalkNode>.stride > cacheBytes
    }

    /// - Precondition: `image` points at rows x image columns numbers, `sums` at rows x outputs.
    @inline(__always)
    private func walk(
        image: UnsafePointer<Float>, rows: Int, to sums: UnsafeMutablePointer<Sum>
    ) {
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: walksAtOnce) { slots in
            guard let slots = slots.baseAddress else { return }
            withPointers { forest in
                guard goesByTree(rows: rows) else {
                    for row in 0..<rows {
                        walkRow(
                            forest, image + row &* images.columns, slots,
                            to: sums + row &* outputs)
                    }
                    return
                }
                for first in stride(from: 0, to: rows, by: blockRows) {
                    walkBlock(
                        forest, image + first &* images.columns,
                        rows: min(blockRows, rows - first), slots, to: sums + first &* outputs)
                }
            }
        }
    }

    /// One row through all trees.
    @inline(__always)
    private func walkRow(
        _ forest: ForestPointers<WalkNode, Sum>, _ row: UnsafePointer<Float>,
        _ slots: UnsafeMutablePointer<Int32>, to sums: UnsafeMutablePointer<Sum>
    ) {
        for first in stride(from: 0, to: trees.count, by: walksAtOnce) {
            let count = min(walksAtOnce, trees.count - first)
            kernels.walkTrees(nodes.start, walks.start + first, count, row, slots)
            for index in 0..<count {
                forest.add(
                    Int(slots[index]), of: forest.trees[first &+ index], row, to: sums)
            }
        }
    }

    /// Rows through all trees, tree after tree.
    @inline(__always)
    private func walkBlock(
        _ forest: ForestPointers<WalkNode, Sum>, _ image: UnsafePointer<Float>, rows: Int,
        _ slots: UnsafeMutablePointer<Int32>, to sums: UnsafeMutablePointer<Sum>
    ) {
        let columns = images.columns
        for (index, tree) in forest.trees.enumerated() {
            for first in stride(from: 0, to: rows, by: walksAtOnce) {
                let count = min(walksAtOnce, rows - first)
                let row = image + first &* columns
                kernels.walkRows(nodes.start, walks.start[index], row, columns, count, slots)
                for lane in 0..<count {
                    forest.add(
                        Int(slots[lane]), of: tree, row + lane &* columns,
                        to: sums + (first &+ lane) &* outputs)
                }
            }
        }
    }
}

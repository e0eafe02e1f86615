import KernelLayouts

extension RankedForest {
    /// Adds the leaves of rows to their sums, block by block.
    ///
    /// - Precondition: `x` points at rows x features numbers, `sums` at rows x outputs.
    func addBlocks(_ x: UnsafePointer<Row>, rows: Int, to sums: UnsafeMutablePointer<Sum>) {
        let columns = groups.map(\.blockColumns).max() ?? 0
        // A slot of zeros, one for each branch, and sixteen registers' room for a perfect tree.
        let slots = max(8, (groups.map(\.mostBranches).max() ?? 0) + 1)
        let byteCount = (columns + slots) * rowsPerBlock
        let sumCount = outputs * rowsPerBlock
        withUnsafeTemporaryAllocation(byteCount: byteCount, alignment: 64) { bytes in
            withUnsafeTemporaryAllocation(
                byteCount: sumCount * MemoryLayout<Sum>.stride, alignment: 64
            ) { memory in
                let bytes = bytes.initializeMemory(as: Int8.self, repeating: 0)
                let blockSums = memory.initializeMemory(as: Sum.self, repeating: 0)
                guard let ranks = bytes.baseAddress, let blockSums = blockSums.baseAddress else {
                    return
                }
                let scratch = BlockScratch(
                    ranks: ranks,
                    slots: UnsafeMutableRawPointer(ranks + columns * rowsPerBlock),
                    sums: blockSums)
                for first in stride(from: 0, to: rows, by: rowsPerBlock) {
                    addBlock(
                        x + first &* features, rows: min(rowsPerBlock, rows - first), scratch,
                        to: sums + first &* outputs)
                }
            }
        }
    }

    private func addBlock(
        _ x: UnsafePointer<Row>, rows: Int, _ scratch: BlockScratch<Sum>,
        to sums: UnsafeMutablePointer<Sum>
    ) {
        // In the block each output's sums stand side by side.
        for output in 0..<outputs {
            for row in 0..<rows {
                scratch.sums[output &* rowsPerBlock &+ row] = sums[row &* outputs &+ output]
            }
        }
        for group in groups {
            rank(x, rows: rows, group, into: scratch.ranks, columnStride: rowsPerBlock)
            encode(
                x, rows: rows, group,
                into: scratch.ranks + group.tables.keys.count &* rowsPerBlock,
                columnStride: rowsPerBlock)
            addTrees(group, rows: rows, scratch)
        }
        for output in 0..<outputs {
            for row in 0..<rows {
                sums[row &* outputs &+ output] = scratch.sums[output &* rowsPerBlock &+ row]
            }
        }
    }

    private func addTrees(_ group: RankedGroup<Row, Sum>, rows: Int, _ scratch: BlockScratch<Sum>) {
        let sums = UnsafeMutableRawPointer(scratch.sums)
        if let leaves = group.leaves as? RankedLeaves<Float> {
            kernels.addBlock32(
                group.layout, leaves, scratch.ranks, rows, scratch.slots,
                sums.assumingMemoryBound(to: Float.self))
        } else if let leaves = group.leaves as? RankedLeaves<Double> {
            kernels.addBlock64(
                group.layout, leaves, scratch.ranks, rows, scratch.slots,
                sums.assumingMemoryBound(to: Double.self))
        }
    }
}

/// What a block needs while its rows go through the trees.
private struct BlockScratch<Sum: Real> {
    /// Columns of bytes.
    let ranks: UnsafeMutablePointer<Int8>
    /// Results of branches, behind a slot of zeros.
    let slots: UnsafeMutableRawPointer
    /// Outputs x rows of a block.
    let sums: UnsafeMutablePointer<Sum>
}

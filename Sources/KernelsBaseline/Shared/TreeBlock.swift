public import KernelLayouts

/// Adds the leaves of trees to the sums of a block of rows, tree after tree.
///
/// - Precondition: `block` holds a block of rows for each rank column, two for each category column
///   (the byte of a code and its bit) and one for each branch of membership of a tree; `slots`
///   a block of rows for each branch of a tree and one of zeros before them; `sums` a block of rows
///   an output. Rows are computed in whole pairs of registers, whether or not someone looks at them.
@inline(__always)
private func addBlock<Sum>(
    _ forest: RankedTrees, _ leaves: RankedLeaves<Sum>, _ block: UnsafeMutablePointer<Int8>,
    rows: Int, slots: UnsafeMutableRawPointer, sums: UnsafeMutablePointer<Sum>,
    _ add: (UnsafePointer<UInt8>, UnsafePointer<Sum>, Int, UnsafeMutablePointer<Sum>) -> Void
) {
    let pair = 2 &* MemoryLayout<Bytes>.size
    let finder = TreeLeaves(
        ranks: UnsafeRawPointer(block), offsets: forest.offsets, thresholds: forest.thresholds,
        rows: min(rowsPerBlock, (rows &+ pair &- 1) & ~(pair &- 1)))
    for tree in forest.trees {
        if tree.sets > 0 { answerSets(of: tree, forest, block, rows: finder.rows) }
        let index = findLeaves(of: tree, finder, forest.links, slots: slots)
        let values = leaves.values + Int(tree.firstLeaf)
        let places = Int(tree.leafPlaces)
        if leaves.columns == 1 {
            add(index, values, places, sums + Int(tree.output) &* rowsPerBlock)
        } else {
            for column in 0..<leaves.columns {
                add(index, values + column &* places, places, sums + column &* rowsPerBlock)
            }
        }
    }
}

@inline(__always)
private func findLeaves(
    of tree: RankedTree, _ finder: TreeLeaves, _ links: UnsafePointer<BranchLinks>,
    slots: UnsafeMutableRawPointer
) -> UnsafePointer<UInt8> {
    let first = Int(tree.firstBranch)
    // The first slot holds zeros; what comes behind is free.
    var result = slots + rowsPerBlock
    switch tree.shape {
    case .perfect3: finder.perfect3(first, into: result)
    case .perfect6:
        finder.perfect6(first, results: slots + 2 &* rowsPerBlock, into: result)
    case .oblivious: finder.oblivious(first, count: Int(tree.count), into: result)
    case .general:
        finder.general(tree, links, slots: slots)
        result = slots + Int(tree.count) &* rowsPerBlock
    }
    return UnsafePointer(result.assumingMemoryBound(to: UInt8.self))
}

/// Writes the answers of a tree's branches of membership behind the category columns.
@inline(__always)
private func answerSets(
    of tree: RankedTree, _ forest: RankedTrees, _ block: UnsafeMutablePointer<Int8>, rows: Int
) {
    let categories = UnsafeMutableRawPointer(block) + forest.columns &* rowsPerBlock
    let answers = categories + 2 &* forest.categoryColumns &* rowsPerBlock
    for index in 0..<Int(tree.sets) {
        let branch = forest.setBranches[Int(tree.firstSet) &+ index]
        let high = categories + 2 &* Int(branch.column) &* rowsPerBlock
        let bit = high + rowsPerBlock
        let set = forest.setBits + Int(branch.set)
        let answer = answers + index &* rowsPerBlock
        for row in stride(from: 0, to: rows, by: MemoryLayout<Bytes>.size) {
            let result = membership(
                high.loadUnaligned(fromByteOffset: row, as: Bytes.self),
                bit.loadUnaligned(fromByteOffset: row, as: Bytes.self), set)
            answer.storeBytes(of: result, toByteOffset: row, as: Bytes.self)
        }
    }
}

public func addBlock32(
    _ forest: RankedTrees, _ leaves: RankedLeaves<Float>, _ block: UnsafeMutablePointer<Int8>,
    rows: Int, slots: UnsafeMutableRawPointer, sums: UnsafeMutablePointer<Float>
) {
    addBlock(forest, leaves, block, rows: rows, slots: slots, sums: sums) {
        addLeaves($0, $1, places: $2, rows: rows, to: $3)
    }
}

public func addBlock64(
    _ forest: RankedTrees, _ leaves: RankedLeaves<Double>, _ block: UnsafeMutablePointer<Int8>,
    rows: Int, slots: UnsafeMutableRawPointer, sums: UnsafeMutablePointer<Double>
) {
    addBlock(forest, leaves, block, rows: rows, slots: slots, sums: sums) {
        addLeaves($0, $1, places: $2, rows: rows, to: $3)
    }
}

import KernelLayouts

// For a block of rows, which leaf of a tree each ends in: a byte a row, found by comparing the ranks
// of as many rows at once as a register holds. Every branch of a tree is answered, and a choice
// between its children's leaves made, from the leaves up to the root: nothing is predicted.

/// Two registers of rows, which share what is loaded for a branch.
private struct Pair {
    var first: Bytes
    var second: Bytes

    @inline(__always)
    init(_ first: Bytes, _ second: Bytes) {
        self.first = first
        self.second = second
    }

    @inline(__always)
    init(repeating value: Int8) { self.init(Bytes(repeating: value), Bytes(repeating: value)) }

    @inline(__always)
    static func + (pair: Pair, value: Int8) -> Pair {
        let value = Bytes(repeating: value)
        return Pair(pair.first &+ value, pair.second &+ value)
    }
}

private let vectorBytes = MemoryLayout<Bytes>.size

/// A block's ranks, and the branches that read them.
struct TreeLeaves {
    /// Columns of ranks, each of a block of rows.
    let ranks: UnsafeRawPointer
    let offsets: UnsafePointer<UInt32>
    let thresholds: UnsafePointer<Int8>
    /// Rows that are computed: whole pairs of registers.
    let rows: Int

    @inline(__always)
    private func vector(_ branch: Int, _ row: Int) -> Bytes {
        ranks.loadUnaligned(fromByteOffset: Int(offsets[branch]) &+ row, as: Bytes.self)
    }

    @inline(__always)
    private func choose(_ branch: Int, _ row: Int, _ yes: Pair, _ no: Pair) -> Pair {
        let threshold = Bytes(repeating: thresholds[branch])
        return Pair(
            select(vector(branch, row), above: threshold, yes.first, no.first),
            select(
                vector(branch, row &+ vectorBytes), above: threshold, yes.second, no.second))
    }

    /// Three levels of branches from `first` on, in heap order: a number from 0 to 7.
    @inline(__always)
    private func seven(_ first: Int, _ row: Int) -> Pair {
        let (zero, one) = (Pair(repeating: 0), Pair(repeating: 1))
        let left = choose(
            first &+ 1, row, choose(first &+ 4, row, one, zero) + 2,
            choose(first &+ 3, row, one, zero))
        let right = choose(
            first &+ 2, row, choose(first &+ 6, row, one, zero) + 2,
            choose(first &+ 5, row, one, zero))
        return choose(first, row, right + 4, left)
    }

    /// The same over the results of eight times seven branches.
    @inline(__always)
    private func seven(_ first: Int, _ row: Int, over results: UnsafeRawPointer) -> Pair {
        let left = choose(
            first &+ 1, row, choose(first &+ 4, row, pair(results, 3) + 8, pair(results, 2)) + 16,
            choose(first &+ 3, row, pair(results, 1) + 8, pair(results, 0)))
        let right = choose(
            first &+ 2, row, choose(first &+ 6, row, pair(results, 7) + 8, pair(results, 6)) + 16,
            choose(first &+ 5, row, pair(results, 5) + 8, pair(results, 4)))
        return choose(first, row, right + 32, left)
    }

    @inline(__always)
    private func pair(_ results: UnsafeRawPointer, _ index: Int) -> Pair {
        let offset = index &* 2 &* vectorBytes
        return Pair(
            results.loadUnaligned(fromByteOffset: offset, as: Bytes.self),
            results.loadUnaligned(fromByteOffset: offset &+ vectorBytes, as: Bytes.self))
    }

    @inline(__always)
    private func store(_ pair: Pair, _ place: UnsafeMutableRawPointer) {
        place.storeBytes(of: pair.first, as: Bytes.self)
        place.storeBytes(of: pair.second, toByteOffset: vectorBytes, as: Bytes.self)
    }

    /// - Precondition: seven branches from `first` on; `index` holds a block of rows.
    @inline(__always)
    func perfect3(_ first: Int, into index: UnsafeMutableRawPointer) {
        for row in stride(from: 0, to: rows, by: 2 &* vectorBytes) {
            store(seven(first, row), index + row)
        }
    }

    /// - Precondition: nine times seven branches from `first` on, the upper ones first; `index` holds
    ///   a block of rows, `results` sixteen registers.
    @inline(__always)
    func perfect6(
        _ first: Int, results: UnsafeMutableRawPointer, into index: UnsafeMutableRawPointer
    ) {
        for row in stride(from: 0, to: rows, by: 2 &* vectorBytes) {
            for lower in 0..<8 {
                store(
                    seven(first &+ 7 &+ 7 &* lower, row),
                    results + lower &* 2 &* vectorBytes)
            }
            store(seven(first, row, over: UnsafeRawPointer(results)), index + row)
        }
    }

    /// - Precondition: `count` branches from `first` on, at most eight.
    @inline(__always)
    func oblivious(_ first: Int, count: Int, into index: UnsafeMutableRawPointer) {
        for row in stride(from: 0, to: rows, by: 2 &* vectorBytes) {
            var leaf = Pair(repeating: 0)
            for level in 0..<count {
                let bit = Int8(truncatingIfNeeded: 1 &<< level)
                leaf = choose(first &+ level, row, leaf + bit, leaf)
            }
            store(leaf, index + row)
        }
    }

    /// - Precondition: the tree's branches, whose links name slots before their own; `slots` holds a
    ///   block of rows for each branch and one, the first, of zeros.
    @inline(__always)
    func general(
        _ tree: RankedTree, _ links: UnsafePointer<BranchLinks>, slots: UnsafeMutableRawPointer
    ) {
        let first = Int(tree.firstBranch)
        let pairs = Int(tree.pairs)
        for branch in 0..<pairs {
            let slot = slots + (branch &+ 1) &* rowsPerBlock
            let threshold = Bytes(repeating: thresholds[first &+ branch])
            for row in stride(from: 0, to: rows, by: vectorBytes) {
                let x = vector(first &+ branch, row)
                slot.storeBytes(
                    of: select(x, above: threshold, Bytes(repeating: 1), Bytes(repeating: 0)),
                    toByteOffset: row, as: Bytes.self)
            }
        }
        for branch in pairs..<Int(tree.count) {
            let slot = slots + (branch &+ 1) &* rowsPerBlock
            let links = links[first &+ branch]
            let left = UnsafeRawPointer(slots) + Int(links.left) &* rowsPerBlock
            let right = UnsafeRawPointer(slots) + Int(links.right) &* rowsPerBlock
            let threshold = Bytes(repeating: thresholds[first &+ branch])
            let jump = Bytes(repeating: Int8(bitPattern: links.jump))
            for row in stride(from: 0, to: rows, by: vectorBytes) {
                let no = left.loadUnaligned(fromByteOffset: row, as: Bytes.self)
                let yes = right.loadUnaligned(fromByteOffset: row, as: Bytes.self) &+ jump
                slot.storeBytes(
                    of: select(vector(first &+ branch, row), above: threshold, yes, no),
                    toByteOffset: row, as: Bytes.self)
            }
        }
    }
}

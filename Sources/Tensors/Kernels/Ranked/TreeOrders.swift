/// A tree of at most so many levels, filled up to a perfect one.
struct PerfectTree {
    /// The source's branch in each place of a heap: the root first, the children of place i in 2i + 1
    /// and 2i + 2. nil where the tree has none: there every row goes left.
    private(set) var branches: [Int?]
    /// The row of leaf values in each place; nil in those that no walk reaches.
    private(set) var leaves: [Int?]

    init(_ source: [RankSource.Branch], root: RankSource.Child, levels: Int) {
        branches = Array(repeating: nil, count: 1 << levels - 1)
        leaves = Array(repeating: nil, count: 1 << levels)
        place(root, at: 0, source)
    }

    private mutating func place(
        _ child: RankSource.Child, at place: Int, _ source: [RankSource.Branch]
    ) {
        if place >= branches.count {
            leaves[place - branches.count] = ~child
        } else if child < 0 {
            self.place(child, at: 2 * place + 1, source)
        } else {
            branches[place] = child
            self.place(source[child].left, at: 2 * place + 1, source)
            self.place(source[child].right, at: 2 * place + 2, source)
        }
    }

    /// The branches in blocks of three levels, each in heap order, the uppermost block first.
    var blocks: [Int?] {
        var result = block(under: 0)
        guard branches.count > 7 else { return result }
        for lower in 7..<15 { result.append(contentsOf: block(under: lower)) }
        return result
    }

    private func block(under root: Int) -> [Int?] {
        let (second, third) = (2 * root + 1, 4 * root + 3)
        return [root, second, second + 1, third, third + 1, third + 2, third + 3].map {
            branches[$0]
        }
    }
}

/// The branches of a tree in an order in which children come before their parents, those first whose
/// children are leaves, and the leaves from left to right.
struct ChildrenFirst {
    private(set) var branches: [Int] = []
    /// How many at the start have leaves only.
    private(set) var pairs = 0
    /// Rows of leaf values.
    private(set) var leaves: [Int?] = []
    private var slots: [Int]
    private var counts: [Int]

    init(_ source: [RankSource.Branch], root: RankSource.Child) {
        slots = Array(repeating: 0, count: source.count)
        counts = Array(repeating: 0, count: source.count)
        var inner: [Int] = []
        _ = visit(root, source, &inner)
        pairs = branches.count
        branches += inner
        for (index, branch) in branches.enumerated() { slots[branch] = index + 1 }
    }

    /// How many leaves are below; a tree has at most 256 of them, so it is no deeper.
    private mutating func visit(
        _ child: RankSource.Child, _ source: [RankSource.Branch], _ inner: inout [Int]
    ) -> Int {
        guard child >= 0 else {
            leaves.append(~child)
            return 1
        }
        let branch = source[child]
        let count = visit(branch.left, source, &inner) + visit(branch.right, source, &inner)
        counts[child] = count
        if branch.left < 0, branch.right < 0 { branches.append(child) } else { inner.append(child) }
        return count
    }

    /// Where a child's result stands: that of a leaf in the first slot, which holds zeros.
    func slot(_ child: RankSource.Child) -> UInt16 { child < 0 ? 0 : UInt16(slots[child]) }

    func leavesBelow(_ child: RankSource.Child) -> Int { child < 0 ? 1 : counts[child] }
}

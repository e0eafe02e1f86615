import KernelLayouts

/// Lays the trees of a group out for single rows, in words of 64 branches.
struct RankedWordBuilder<Row: Real> {
    private static var wordBytes: Int { 128 }
    /// Bytes that the answers of categories may take.
    private static var mostCategoryBytes: Int { 16 << 20 }

    let source: RankSource
    let tables: RankedTables<Row>

    private(set) var runs: [WordRun] = []
    private(set) var trees: [WordTree] = []
    /// Columns, then thresholds, of each word's branches.
    private(set) var branches: [UInt8] = []
    private(set) var masks: [UInt8] = []
    private(set) var categoryWords: [UInt64] = []
    private(set) var categoryRows: [Int32] = []
    /// Branches of membership: column, set and where their answer stands.
    private var members: [(column: Int, leadsRight: [Bool], word: Int, bit: Int)] = []
    private var words = 0
    /// Branches in the last word.
    private var used = 64

    /// nil where a tree has too many leaves, or the categories too many answers.
    init?(
        _ source: RankSource, _ tables: RankedTables<Row>, _ layout: [RankedTree],
        _ range: Range<Int>
    ) {
        self.source = source
        self.tables = tables
        for (tree, layout) in zip(range, layout) {
            guard append(tree, layout) else { return nil }
        }
        guard fillCategories() else { return nil }
    }

    var wordCount: Int { words }

    private mutating func append(_ tree: Int, _ layout: RankedTree) -> Bool {
        switch source.trees[tree] {
        case .levels(let questions, _):
            let levels = questions.count
            startWord(.oblivious, levels, layout, isFull: levels == 0 || used + levels > 64)
            appendTree(layout)
            for question in questions {
                put(question, at: used)
                used += 1
            }
        case .branches(let branches, let root):
            let order = ChildrenFirst(branches, root: root)
            if layout.shape == .perfect6 {
                startWord(.perfect6, 6, layout, isFull: true)
                appendTree(layout)
                putPerfect(PerfectTree(branches, root: root, levels: 6), branches)
            } else if layout.shape == .perfect3 || order.leaves.count <= 32 {
                startWord(.masks32, 0, layout, isFull: used != 32)
                let half = used
                appendTree(layout)
                masks.append(contentsOf: repeatElement(0, count: 32 * 4))
                if layout.shape == .perfect3 {
                    putEight(PerfectTree(branches, root: root, levels: 3), branches, from: half)
                } else {
                    putMasks(order, branches, from: half, bytes: 4)
                }
                used = half + 32
            } else if order.leaves.count <= 64 {
                startWord(.masks64, 0, layout, isFull: true)
                appendTree(layout)
                masks.append(contentsOf: repeatElement(0, count: 64 * 8))
                putMasks(order, branches, from: 0, bytes: 8)
            } else {
                return false
            }
        }
        return true
    }

    /// Begins a run where the kind of trees changes, and a word where the last one is full.
    private mutating func startWord(
        _ shape: WordShape, _ levels: Int, _ layout: RankedTree, isFull: Bool
    ) {
        let isNew = runs.last.map { !continues($0, shape, levels, layout) } ?? true
        if isNew {
            runs.append(
                WordRun(
                    shape: shape, levels: UInt8(levels), firstWord: Int32(words),
                    firstTree: Int32(trees.count), trees: 0, firstLeaf: layout.firstLeaf,
                    leafStride: layout.leafPlaces * Int32(source.values.columns),
                    firstMask: masks.count))
        }
        guard isNew || isFull else { return }
        words += 1
        used = 0
        branches.append(contentsOf: repeatElement(0, count: 64))
        // Nothing exceeds 127: a place without a branch never leads right.
        branches.append(contentsOf: repeatElement(127, count: 64))
    }

    /// Whether a tree may stand in the last run: of the same kind, and its leaves where the run says.
    private func continues(
        _ run: WordRun, _ shape: WordShape, _ levels: Int, _ layout: RankedTree
    ) -> Bool {
        guard run.shape == shape else { return false }
        if shape == .masks32 || shape == .masks64 { return true }
        return Int(run.levels) == levels
            && layout.firstLeaf == run.firstLeaf + run.trees * run.leafStride
    }

    private mutating func appendTree(_ layout: RankedTree) {
        trees.append(
            WordTree(
                firstLeaf: layout.firstLeaf, leafPlaces: layout.leafPlaces, output: layout.output))
        let run = runs[runs.count - 1]
        runs[runs.count - 1] = WordRun(
            shape: run.shape, levels: run.levels, firstWord: run.firstWord,
            firstTree: run.firstTree, trees: run.trees + 1, firstLeaf: run.firstLeaf,
            leafStride: run.leafStride, firstMask: run.firstMask)
    }

    private mutating func put(_ question: RankSource.Question, at place: Int) {
        let word = (words - 1) * Self.wordBytes
        switch question {
        case .bound(let key, let bound):
            branches[word + place] = UInt8(truncatingIfNeeded: tables.positions[key] ?? 0)
            branches[word + 64 + place] = UInt8(bitPattern: tables.threshold(key, bound))
        case .member(let feature, let set, let missingGoesLeft):
            let column = tables.categoryColumn(of: feature)
            members.append(
                (
                    column, tables.leadsRight(column, set, missingGoesLeft, source.sets),
                    words - 1, place
                ))
        }
    }

    private mutating func putPerfect(_ tree: PerfectTree, _ source: [RankSource.Branch]) {
        for (index, branch) in tree.blocks.enumerated() {
            // One place is free between the upper seven and the rest.
            if let branch { put(source[branch].question, at: index < 7 ? index : index + 1) }
        }
    }

    /// A tree of three levels, whose leaves have the places of a perfect one's.
    private mutating func putEight(
        _ tree: PerfectTree, _ source: [RankSource.Branch], from half: Int
    ) {
        for (place, branch) in tree.branches.enumerated() {
            guard let branch else { continue }
            put(source[branch].question, at: half + place)
            let level = place == 0 ? 0 : place < 3 ? 1 : 2
            let below = 8 >> level
            let first = (place + 1 - (1 << level)) * below
            putMask(half + place, clearing: first..<first + below / 2, bytes: 4)
        }
    }

    private mutating func putMasks(
        _ order: ChildrenFirst, _ source: [RankSource.Branch], from half: Int, bytes: Int
    ) {
        let firstLeaves = FirstLeaves(source, order)
        for (index, branch) in order.branches.enumerated() {
            put(source[branch].question, at: half + index)
            let first = firstLeaves.of(branch)
            let end = first + order.leavesBelow(source[branch].left)
            putMask(half + index, clearing: first..<end, bytes: bytes)
        }
    }

    /// A branch that leads right rules these leaves out: `bytes` a leaf, a bit a branch of the tree.
    private mutating func putMask(_ place: Int, clearing leaves: Range<Int>, bytes: Int) {
        let leafCount = bytes == 4 ? 32 : 64
        let tree = masks.count - leafCount * bytes
        let branch = place % leafCount
        for leaf in leaves {
            masks[tree + leaf * bytes + branch / 8] |= 1 << UInt8(branch % 8)
        }
    }

    /// The answers of the branches of membership for each code.
    private mutating func fillCategories() -> Bool {
        var row = 0
        for classes in tables.classes {
            categoryRows.append(Int32(row))
            row += classes.count
        }
        guard row * words * 8 <= Self.mostCategoryBytes else { return false }
        categoryWords = Array(repeating: 0, count: row * words)
        for member in members {
            for (code, leadsRight) in member.leadsRight.enumerated() where leadsRight {
                let row = Int(categoryRows[member.column]) + code
                categoryWords[row * words + member.word] |= 1 << UInt64(member.bit)
            }
        }
        return true
    }
}

/// The leftmost leaf below each branch.
private struct FirstLeaves {
    private var firsts: [Int]

    init(_ source: [RankSource.Branch], _ order: ChildrenFirst) {
        firsts = Array(repeating: 0, count: source.count)
        // Children stand behind their parents, so a parent's first leaf is known before theirs.
        for (index, branch) in source.enumerated() {
            if branch.left >= 0 { firsts[branch.left] = firsts[index] }
            if branch.right >= 0 {
                firsts[branch.right] = firsts[index] + order.leavesBelow(branch.left)
            }
        }
    }

    func of(_ branch: Int) -> Int { firsts[branch] }
}

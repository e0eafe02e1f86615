import KernelLayouts

/// Lays the trees of a group out for single rows, in words of 64 branches.
struct RankedWordBuilder<Row: Real> {
    private static var wordBytes: Int { 128 }
    private static var maskBytes: Int { 512 }
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
            startWord(.oblivious, isFull: used + questions.count > 64)
            appendTree(layout, shift: used, levels: questions.count)
            for question in questions { put(question, at: used); used += 1 }
        case .branches(let branches, let root):
            let order = ChildrenFirst(branches, root: root)
            if layout.shape == .perfect3 {
                startWord(.masks32, isFull: used != 32)
                let half = used
                appendTree(layout, shift: half, levels: 0)
                putEight(PerfectTree(branches, root: root, levels: 3), branches, from: half)
                used = half + 32
            } else if layout.shape == .perfect6 {
                startWord(.perfect6, isFull: true)
                appendTree(layout, shift: 0, levels: 6)
                putPerfect(PerfectTree(branches, root: root, levels: 6), branches)
            } else if order.leaves.count <= 32 {
                startWord(.masks32, isFull: used != 32)
                let half = used
                appendTree(layout, shift: half, levels: 0)
                putMasks(order, branches, from: half, bytes: 4)
                used = half + 32
            } else if order.leaves.count <= 64 {
                startWord(.masks64, isFull: true)
                appendTree(layout, shift: 0, levels: 0)
                putMasks(order, branches, from: 0, bytes: 8)
            } else {
                return false
            }
        }
        return true
    }

    /// Begins a run where the shape changes, and a word where the last one is full.
    private mutating func startWord(_ shape: WordShape, isFull: Bool) {
        let isNew = runs.last?.shape != shape
        if isNew {
            runs.append(
                WordRun(
                    shape: shape, firstWord: Int32(words), firstTree: Int32(trees.count), trees: 0))
        }
        guard isNew || isFull else { return }
        words += 1
        used = 0
        branches.append(contentsOf: repeatElement(0, count: 64))
        // Nothing exceeds 127: a place without a branch never leads right.
        branches.append(contentsOf: repeatElement(127, count: 64))
        masks.append(contentsOf: repeatElement(255, count: Self.maskBytes))
    }

    private mutating func appendTree(_ layout: RankedTree, shift: Int, levels: Int) {
        trees.append(
            WordTree(
                word: Int32(words - 1), shift: UInt8(shift), levels: UInt8(levels),
                firstLeaf: layout.firstLeaf, leafPlaces: layout.leafPlaces, output: layout.output))
        let run = runs[runs.count - 1]
        runs[runs.count - 1] = WordRun(
            shape: run.shape, firstWord: run.firstWord, firstTree: run.firstTree,
            trees: run.trees + 1)
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

    /// A branch that leads right rules these leaves out.
    private mutating func putMask(_ place: Int, clearing leaves: Range<Int>, bytes: Int) {
        let start = (words - 1) * Self.maskBytes + place * bytes
        for leaf in leaves { masks[start + leaf / 8] &= ~(1 << UInt8(leaf % 8)) }
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

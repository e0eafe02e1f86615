import KernelLayouts

/// Lays the trees of a group out for blocks of rows.
struct RankedTreeBuilder<Row: Real> {
    let source: RankSource
    let tables: RankedTables<Row>

    private(set) var trees: [RankedTree] = []
    private(set) var offsets: [UInt32] = []
    private(set) var thresholds: [Int8] = []
    private(set) var links: [BranchLinks] = []
    private(set) var setBranches: [SetBranch] = []
    private(set) var setBits: [UInt8] = []
    /// The row of leaf values in each place; nil in those that no walk reaches. A tree's places stand
    /// once for each column of values.
    private(set) var leafRows: [Int?] = []
    /// The most branches, and branches of membership, of a tree.
    private(set) var mostBranches = 0
    private(set) var mostSets = 0

    init(_ source: RankSource, _ tables: RankedTables<Row>) {
        self.source = source
        self.tables = tables
    }

    mutating func append(_ tree: Int) {
        let output = Int32(source.treeOutputs?[tree] ?? 0)
        switch source.trees[tree] {
        case .levels(let questions, let firstLeaf):
            appendLevels(questions, firstLeaf: firstLeaf, output)
        case .branches(let branches, let root):
            let shape = source.trees[tree].shape
            if shape == .general {
                appendGeneral(branches, root, output)
            } else {
                appendPerfect(branches, root, shape, output)
            }
        }
    }

    /// Says where the tree's branches and leaves begin, before they are appended.
    private mutating func append(
        _ shape: TreeShape, count: Int, pairs: Int = 0, sets: Int, leaves: [Int?], _ output: Int32
    ) {
        var places = 8
        while places < leaves.count { places *= 2 }
        trees.append(
            RankedTree(
                shape: shape, count: Int32(count), pairs: Int32(pairs),
                firstBranch: Int32(offsets.count), firstSet: Int32(setBranches.count),
                sets: Int32(sets), firstLeaf: Int32(leafRows.count), leafPlaces: Int32(places),
                output: output))
        let row = leaves + [Int?](repeating: nil, count: places - leaves.count)
        for _ in 0..<source.values.columns { leafRows.append(contentsOf: row) }
        mostBranches = max(mostBranches, count)
        mostSets = max(mostSets, sets)
    }

    /// - Parameter answered: branches of membership of the same tree before this one.
    private mutating func append(_ question: RankSource.Question, answered: inout Int) {
        switch question {
        case .bound(let key, let bound):
            offsets.append(UInt32((tables.positions[key] ?? 0) * rowsPerBlock))
            thresholds.append(tables.threshold(key, bound))
        case .member(let feature, let set, let missingGoesLeft):
            let column = tables.categoryColumn(of: feature)
            setBranches.append(SetBranch(column: Int32(column), set: Int32(setBits.count)))
            setBits.append(contentsOf: bits(column, set, missingGoesLeft))
            let answers = tables.keys.count + 2 * tables.classes.count + answered
            offsets.append(UInt32(answers * rowsPerBlock))
            // An answer is 0 where the set leads left and -128 where not.
            thresholds.append(-1)
            answered += 1
        }
    }

    /// A one for each code that leads right.
    private func bits(_ column: Int, _ set: Int, _ missingGoesLeft: Bool) -> [UInt8] {
        var bits = [UInt8](repeating: 0, count: 64)
        for (code, leadsRight) in tables.leadsRight(column, set, missingGoesLeft, source.sets)
            .enumerated() where leadsRight
        {
            bits[code / 8] |= 1 << UInt8(code % 8)
        }
        return bits
    }

    /// A branch that no walk turns right at.
    private mutating func appendNever() {
        offsets.append(0)
        thresholds.append(.max)
    }

    private mutating func appendLevels(
        _ questions: [RankSource.Question], firstLeaf: Int, _ output: Int32
    ) {
        let leaves = (0..<1 << questions.count).map { Optional(firstLeaf + $0) }
        append(.oblivious, count: questions.count, sets: 0, leaves: leaves, output)
        var answered = 0
        for question in questions { append(question, answered: &answered) }
    }

    private mutating func appendPerfect(
        _ branches: [RankSource.Branch], _ root: Int, _ shape: TreeShape, _ output: Int32
    ) {
        let levels = shape == .perfect3 ? 3 : 6
        let tree = PerfectTree(branches, root: root, levels: levels)
        append(
            shape, count: tree.branches.count, sets: branches.count { $0.question.isMember },
            leaves: tree.leaves, output)
        var answered = 0
        for branch in tree.blocks {
            if let branch {
                append(branches[branch].question, answered: &answered)
            } else {
                appendNever()
            }
        }
    }

    private mutating func appendGeneral(
        _ branches: [RankSource.Branch], _ root: Int, _ output: Int32
    ) {
        let order = ChildrenFirst(branches, root: root)
        append(
            .general, count: branches.count, pairs: order.pairs,
            sets: branches.count { $0.question.isMember }, leaves: order.leaves, output)
        var answered = 0
        for index in order.branches {
            append(branches[index].question, answered: &answered)
        }
        while links.count < offsets.count - branches.count {
            links.append(BranchLinks(left: 0, right: 0, jump: 0))
        }
        for index in order.branches {
            links.append(
                BranchLinks(
                    left: order.slot(branches[index].left),
                    right: order.slot(branches[index].right),
                    jump: UInt8(truncatingIfNeeded: order.leavesBelow(branches[index].left))))
        }
    }
}

extension RankSource.Question {
    var isMember: Bool { if case .member = self { true } else { false } }
}

extension RankedTables {
    /// For each code of a category column, whether it leads right at a branch of membership.
    func leadsRight(
        _ column: Int, _ set: Int, _ missingGoesLeft: Bool, _ sets: CategorySets?
    ) -> [Bool] {
        classes[column].examples.enumerated().map { code, example in
            if code == Int(CategoryTables.missing) { return !missingGoesLeft }
            guard let sets else { return true }
            // No category has the number -1: it stands for all that are none.
            return !sets.goesLeft(Double(example ?? -1), set: set)
        }
    }
}

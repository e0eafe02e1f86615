import KernelLayouts

/// A column of ranks by what it shows.
struct RankKey: Hashable {
    let feature: Int32
    let view: RankView
}

/// Trees whose branches all ask one kind of question, whatever library made them: what the layouts of
/// ranks are built from.
struct RankSource {
    enum Question {
        /// `not (x < bound)` leads right.
        case bound(RankKey, Double)
        /// Membership leads left.
        case member(feature: Int32, set: Int, missingGoesLeft: Bool)
    }

    /// A child: the number of a branch or, negative, the complement of a row of leaf values.
    typealias Child = Int

    struct Branch {
        let question: Question
        let left: Child
        let right: Child
    }

    enum Tree {
        /// Branches, a parent before its children, the root first; a tree without is one leaf.
        case branches([Branch], root: Child)
        /// The questions of an oblivious tree: the first one's answer is the lowest bit of a leaf,
        /// counted from `firstLeaf`.
        case levels([Question], firstLeaf: Int)
    }

    let trees: [Tree]
    /// The output that each tree adds to; nil where every leaf has a value for all of them.
    let treeOutputs: [Int]?
    /// Leaves x value columns.
    let values: Matrix<Double>
    let outputs: Int
    let sets: CategorySets?
}

extension RankSource {
    /// Leaves of a tree that a byte can count.
    static let mostLeaves = 256

    /// nil where some branch asks what ranks cannot answer, or a tree has too many leaves.
    init?<Row: Real>(_ forest: FlatForest, rows: Row.Type) {
        guard forest.linear == nil, [.sum, .average, .sumFromBase].contains(forest.aggregate)
        else { return nil }
        var trees: [Tree] = []
        trees.reserveCapacity(forest.roots.count)
        for root in forest.roots {
            guard let tree = Self.tree(Int(root), of: forest, rows) else { return nil }
            trees.append(tree)
        }
        self.trees = trees
        treeOutputs = forest.treeOutputs.map { $0.map { Int($0) } }
        values = forest.values
        outputs = forest.outputs
        sets = forest.sets
    }

    private static func tree<Row: Real>(
        _ root: Int, of forest: FlatForest, _ rows: Row.Type
    ) -> Tree? {
        var branches: [Branch] = []
        // Nodes in the order in which they become branches, and the numbers of those branches.
        var waiting = [root]
        var next = 0
        var numbers: [Int: Int] = [:]
        while next < waiting.count {
            let node = waiting[next]
            next += 1
            guard forest.nodes[node].feature >= 0 else { continue }
            numbers[node] = numbers.count
            guard numbers.count < mostLeaves else { return nil }
            waiting.append(Int(forest.nodes[node].left))
            waiting.append(Int(forest.nodes[node].right))
        }
        func child(_ node: Int) -> Child { numbers[node] ?? ~Int(forest.nodes[node].left) }
        branches.reserveCapacity(numbers.count)
        for index in waiting where forest.nodes[index].feature >= 0 {
            let node = forest.nodes[index]
            guard let question = question(node, rows) else { return nil }
            let (left, right) = (child(Int(node.left)), child(Int(node.right)))
            branches.append(
                node.isMirrored
                    ? Branch(question: question, left: right, right: left)
                    : Branch(question: question, left: left, right: right))
        }
        return .branches(branches, root: child(root))
    }

    private static func question<Row: Real>(
        _ node: FlatForest.Node, _ rows: Row.Type
    ) -> Question? {
        if node.comparison == .member {
            guard let set = node.set, node.missing == .goesLeft || node.missing == .goesRight
            else { return nil }
            return .member(
                feature: node.feature, set: set, missingGoesLeft: node.missing == .goesLeft)
        }
        return node.bound(as: Row.self).map {
            .bound(RankKey(feature: node.feature, view: node.view), Double($0))
        }
    }

    init?(_ source: ObliviousTrees) {
        var trees: [Tree] = []
        for tree in source.trees {
            guard 1 << tree.depth <= Self.mostLeaves else { return nil }
            var questions: [Question] = []
            for level in source.levels[tree.firstLevel..<tree.firstLevel + tree.depth] {
                // What nothing is above has no next number to compare with.
                guard level.border < .infinity else { return nil }
                let bound = level.border.nextUp
                let view: RankView =
                    source.missingAbove[level.feature] ? .asIs : .missingLow
                questions.append(
                    .bound(RankKey(feature: Int32(level.feature), view: view), Double(bound)))
            }
            trees.append(.levels(questions, firstLeaf: tree.firstLeaf))
        }
        self.trees = trees
        treeOutputs = nil
        values = source.values
        outputs = source.outputs
        sets = nil
    }
}

import WeightFormat

/// The trees that count, one after another in flat arrays, a branch before its children.
struct XGBoostForest {
    private(set) var roots: [Int32] = []
    /// The group that each tree adds to; unused with vector leaves.
    private(set) var groups: [Int32] = []
    private(set) var features: [Int32] = []
    private(set) var thresholds: [Float] = []
    private(set) var left: [Int32] = []
    private(set) var right: [Int32] = []
    private(set) var missing: [UInt8] = []
    private(set) var isMember: [Bool] = []
    private(set) var sets = XGBoostSets()
    /// Leaves, or leaves x groups.
    private(set) var values: [Float] = []
    private(set) var hasVectorLeaves = false
    /// Whether the sum begins with the base score, or the base score is added to it.
    let beginsAtBase: Bool

    /// - Parameters:
    ///   - booster: what holds the trees' `model`.
    ///   - weights: what may hold `weight_drop`, the factors of `dart`, beside it.
    init(
        _ booster: DocumentCursor, weights: DocumentCursor, _ learner: XGBoostLearner
    ) throws(ImportFault) {
        let model = try booster.member("model")
        let trees = try model.member("trees").elements()
        let info = try model.member("tree_info").integers(
            trees.count, in: 0...max(learner.groups - 1, 0))
        let parameters = try model.member("gbtree_model_param")
        guard try parameters.member("num_trees").decimal(in: 0...Int(Int32.max)) == trees.count
        else { throw parameters.contradiction("announces other than \(trees.count) trees") }
        let factors = try Self.factors(weights, model, trees: trees.count)
        // Before, each row's trees were summed from zero.
        beginsAtBase = learner.version.isAtLeast(1, factors == nil ? 3 : 4)
        var count = trees.count
        for (index, cursor) in trees.enumerated() {
            let tree = try XGBoostTree(cursor)
            if index == 0 { hasVectorLeaves = tree.size > 1 }
            guard tree.size == (hasVectorLeaves ? learner.groups : 1) else {
                throw cursor.contradiction(
                    "has leaves of \(tree.size) numbers for \(learner.groups) outputs")
            }
            if index == 0, let best = learner.best {
                count = try best.count(
                    of: count, groups: hasVectorLeaves ? 1 : learner.groups, model)
            }
            guard index < count else { break }
            groups.append(Int32(info[index]))
            try append(tree, factor: factors?[index], columns: learner.features)
        }
        if trees.isEmpty { addNothing() }
    }

    /// The factors of `dart`, beside its trees or, since 3.4, among them; nil where trees have none.
    private static func factors(
        _ booster: DocumentCursor, _ model: DocumentCursor, trees: Int
    ) throws(ImportFault) -> [Float]? {
        if let factors = try booster.optional("weight_drop") { return try factors.floats(trees) }
        if let factors = try model.optional("weight_drop") { return try factors.floats(trees) }
        guard try booster.member("name").text() == "gbtree" else {
            throw booster.contradiction("has no weight_drop")
        }
        return nil
    }

    /// A model of no rounds answers its base score: a single leaf adds nothing to it.
    private mutating func addNothing() {
        roots = [0]
        groups = [0]
        addLeaf([0])
    }

    private struct Pending {
        var source: Int
        /// Index of the branch that leads here; -1 for the root.
        var parent: Int
        var isLeft: Bool
    }

    /// Walks a tree with a list of its own, for its depth knows no bound; every node once, so
    /// nodes that lead back or are shared end in an error.
    private mutating func append(
        _ tree: XGBoostTree, factor: Float?, columns: Int
    ) throws(ImportFault) {
        var isSeen = [Bool](repeating: false, count: tree.count)
        var pending = [Pending(source: 0, parent: -1, isLeft: true)]
        roots.append(Int32(features.count))
        while let next = pending.popLast() {
            guard !isSeen[next.source] else {
                throw tree.fault("reaches a node twice", next.source)
            }
            isSeen[next.source] = true
            let index = features.count
            guard index < Int(Int32.max) else { throw tree.fault("is beyond 2^31 nodes", index) }
            if next.parent >= 0 { link(next, to: index) }
            guard let branch = try tree.branch(next.source, columns: columns) else {
                addLeaf(try tree.leaf(next.source).map { $0 * (factor ?? 1) })
                continue
            }
            try addBranch(branch)
            pending.append(Pending(source: branch.right, parent: index, isLeft: false))
            pending.append(Pending(source: branch.left, parent: index, isLeft: true))
        }
    }

    private mutating func link(_ next: Pending, to index: Int) {
        if next.isLeft {
            left[next.parent] = Int32(index)
        } else {
            right[next.parent] = Int32(index)
        }
    }

    private mutating func addLeaf(_ numbers: [Float]) {
        features.append(-1)
        thresholds.append(0)
        left.append(Int32(values.count / numbers.count))
        right.append(0)
        missing.append(0)
        isMember.append(false)
        values.append(contentsOf: numbers)
    }

    private mutating func addBranch(_ branch: XGBoostTree.Branch) throws(ImportFault) {
        features.append(Int32(branch.feature))
        left.append(0)
        right.append(0)
        missing.append(branch.defaultsLeft ? 1 : 0)
        isMember.append(branch.categories != nil)
        guard let categories = branch.categories else {
            thresholds.append(branch.condition)
            return
        }
        thresholds.append(try sets.append(goingRight: categories))
    }
}

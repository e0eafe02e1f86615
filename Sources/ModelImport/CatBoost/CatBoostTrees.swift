/// The trees of a model, in one of CatBoost's two shapes.
enum CatBoostTrees {
    case oblivious(CatBoostObliviousTrees)
    case branching(CatBoostBranchingTrees)

    /// Scores a row.
    var outputs: Int {
        switch self {
        case .oblivious(let trees): trees.outputs
        case .branching(let trees): trees.outputs
        }
    }

    init(_ model: DocumentCursor, _ columns: CatBoostColumns) throws(ImportFault) {
        if let trees = try model.optional("oblivious_trees") {
            self = .oblivious(try CatBoostObliviousTrees(trees, columns))
        } else if let trees = try model.optional("trees") {
            self = .branching(try CatBoostBranchingTrees(trees, columns))
        } else {
            throw model.contradiction("has neither oblivious_trees nor trees")
        }
    }
}

/// Trees that ask one question a level.
struct CatBoostObliviousTrees {
    private(set) var depths: [Int32] = []
    private(set) var questions: [CatBoostQuestion] = []
    /// Leaves x outputs.
    private(set) var values: [Double] = []
    private(set) var outputs = 0

    init(_ trees: DocumentCursor, _ columns: CatBoostColumns) throws(ImportFault) {
        let trees = try trees.elements()
        guard !trees.isEmpty else { throw .malformed(reason: "it has no trees") }
        for tree in trees { try add(tree, columns) }
    }

    private mutating func add(
        _ tree: DocumentCursor, _ columns: CatBoostColumns
    ) throws(ImportFault) {
        let splits = try tree.optional("splits")?.elements() ?? []
        let leaves = try tree.member("leaf_values").doubles()
        guard splits.count <= 30, leaves.count >= 1 << splits.count,
            leaves.count % (1 << splits.count) == 0
        else {
            throw tree.contradiction("has \(leaves.count) leaf_values for \(splits.count) splits")
        }
        let outputs = leaves.count >> splits.count
        guard self.outputs == 0 || outputs == self.outputs else {
            throw tree.contradiction("has \(outputs) values a leaf, another tree \(self.outputs)")
        }
        self.outputs = outputs
        depths.append(Int32(splits.count))
        for split in splits { questions.append(try columns.question(split)) }
        values += leaves
    }
}

/// Whether ranks answer a forest's batches and its single rows, and the forest laid out for them.
///
/// A type of its own because trees of branches and oblivious trees are planned alike.
struct RankPlan<Row: Real, Sum: Real>: Sendable {
    /// nil where ranks do not pay, or do not cover the forest.
    let forest: RankedForest<Row, Sum>?
    let answersSingleRows: Bool
    /// Rows from which ranks answer a batch; fewer go row by row.
    let rowsForBlock: Int
    let reason: String

    init(
        _ source: RankSource?, features: Int, for instructionSet: InstructionSet,
        choosing choice: FormChoice
    ) {
        let isCovered =
            features > 0 && (Row.self == Float.self || Row.self == Double.self)
            && (Sum.self == Float.self || Sum.self == Double.self)
        guard choice != .walks, isCovered, let source else {
            self = .walks(because: "its branches, sums or sizes are none that ranks cover")
            return
        }
        guard let groups = RankGroup.groups(of: source) else {
            self = .walks(because: "a tree asks about too many features or categories for ranks")
            return
        }
        let costs = RankCosts(source, groups: groups, instructionSet)
        let forBatches = choice == .ranks || costs.ranksPayForBatches
        let forSingleRows = choice == .ranks || costs.wordsPayForSingleRows
        guard forBatches || forSingleRows else {
            self = .walks(because: "its walks cost less than the ranks of its features")
            return
        }
        let forest = RankedForest<Row, Sum>(
            source, groups, features: features, kernels: KernelSet.of(instructionSet),
            forSingleRows: forSingleRows)
        let bounds = groups.flatMap(\.bounds.values).map(\.count).max() ?? 0
        self.init(
            forest: forest, answersSingleRows: forest.answersSingleRows,
            rowsForBlock: forBatches ? costs.rowsForBlock : .max,
            reason: "\(source.trees.count) trees, at most \(bounds) thresholds a feature in "
                + "\(groups.count) group\(groups.count == 1 ? "" : "s") of trees")
    }

    private init(
        forest: RankedForest<Row, Sum>?, answersSingleRows: Bool, rowsForBlock: Int,
        reason: String
    ) {
        self.forest = forest
        self.answersSingleRows = answersSingleRows
        self.rowsForBlock = rowsForBlock
        self.reason = reason
    }

    private static func walks(because reason: String) -> RankPlan {
        RankPlan(forest: nil, answersSingleRows: false, rowsForBlock: .max, reason: reason)
    }

    /// - Parameter other: the form of what ranks do not answer.
    func description(_ other: String, for instructionSet: InstructionSet) -> KernelPlan {
        KernelPlan(
            singleRows: answersSingleRows ? "byte ranks, 64 branches at once" : other,
            batches: rowsForBlock == .max
                ? (answersSingleRows ? "row by row" : other)
                : "byte ranks from \(rowsForBlock) rows on",
            reason: reason, instructionSet: instructionSet)
    }
}

import KernelLayouts

/// A forest laid out by the ranks of its thresholds: a block of rows goes through each tree's branches
/// all at once, and a single row through 64 branches at once where bytes can be permuted.
struct RankedForest<Row: Real, Sum: Real>: Sendable {
    let features: Int
    let outputs: Int
    let groups: [RankedGroup<Row, Sum>]
    let kernels: KernelSet
    /// Category columns of a group, and words of the groups that have any.
    let mostCategoryColumns: Int
    let mostMemberWords: Int

    /// nil where the layout does not cover the forest.
    init?(_ source: RankSource, features: Int, kernels: KernelSet) {
        guard Row.self == Float.self || Row.self == Double.self,
            Sum.self == Float.self || Sum.self == Double.self,
            features > 0, let groups = RankGroup.groups(of: source)
        else { return nil }
        self.features = features
        self.kernels = kernels
        outputs = source.outputs
        let forSingleRows = kernels.addRow32 != nil
        let prepared = groups.map {
            RankedGroup<Row, Sum>($0, of: source, forSingleRows: forSingleRows)
        }
        self.groups = prepared
        let encoded = prepared.filter { !$0.tables.classes.isEmpty }
        mostCategoryColumns = encoded.map(\.tables.classes.count).max() ?? 0
        mostMemberWords = max(1, encoded.compactMap(\.words?.layout.words).max() ?? 0)
    }

    /// Whether single rows have a layout of their own.
    var answersSingleRows: Bool { groups.allSatisfy { $0.words != nil } }

    /// Rows from which a block, most of which may be empty, is faster than single rows.
    var rowsForBlock: Int { answersSingleRows ? 24 : 8 }
}

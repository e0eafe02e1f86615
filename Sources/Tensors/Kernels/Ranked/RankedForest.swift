import KernelLayouts

/// A forest laid out by the ranks of its thresholds: a block of rows goes through each tree's branches
/// all at once, and a single row through 64 branches at once where bytes can be permuted.
///
/// It is a class, as its groups are: a prediction that copied the values would count dozens of
/// references up and down.
final class RankedForest<Row: Real, Sum: Real>: Sendable {
    let features: Int
    let outputs: Int
    let groups: [RankedGroup<Row, Sum>]
    let kernels: KernelSet
    /// Category columns of a group, and words of the groups that have any.
    let mostCategoryColumns: Int
    let mostMemberWords: Int
    /// Whether single rows have a layout of their own.
    let answersSingleRows: Bool

    /// - Parameter forSingleRows: lay them out too, where there are kernels for them.
    init(
        _ source: RankSource, _ groups: [RankGroup], features: Int, kernels: KernelSet,
        forSingleRows: Bool
    ) {
        self.features = features
        self.kernels = kernels
        outputs = source.outputs
        let prepared = groups.map {
            RankedGroup<Row, Sum>(
                $0, of: source, forSingleRows: forSingleRows && kernels.addRow32 != nil)
        }
        self.groups = prepared
        let encoded = prepared.filter { !$0.tables.classes.isEmpty }
        mostCategoryColumns = encoded.map(\.tables.classes.count).max() ?? 0
        mostMemberWords = max(1, encoded.compactMap(\.words?.layout.words).max() ?? 0)
        answersSingleRows = prepared.allSatisfy { $0.words != nil }
    }
}

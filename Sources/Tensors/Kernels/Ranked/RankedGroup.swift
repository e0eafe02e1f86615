import KernelLayouts

/// A group's trees and tables, owned, as the kernels read them.
final class RankedGroup<Row: Real, Sum: Real>: Sendable {
    let tables: RankedTables<Row>
    /// The most branches, and branches of membership, of a tree.
    let mostBranches: Int
    let mostSets: Int
    private let trees: AlignedArray<RankedTree>
    private let offsets: AlignedArray<UInt32>
    private let thresholds: AlignedArray<Int8>
    private let links: AlignedArray<BranchLinks>
    private let setBranches: AlignedArray<SetBranch>
    private let setBits: AlignedArray<UInt8>
    private let values: AlignedArray<Sum>
    private let valueColumns: Int
    /// nil where a single row is not answered by words.
    let words: RankedWordArrays?

    init(_ group: RankGroup, of source: RankSource, forSingleRows: Bool) {
        let tables = RankedTables<Row>(group, sets: source.sets)
        var builder = RankedTreeBuilder(source, tables)
        for tree in group.trees { builder.append(tree) }
        self.tables = tables
        mostBranches = builder.mostBranches
        mostSets = builder.mostSets
        trees = AlignedArray(builder.trees)
        offsets = AlignedArray(builder.offsets)
        thresholds = AlignedArray(builder.thresholds)
        links = AlignedArray(builder.links)
        setBranches = AlignedArray(builder.setBranches)
        setBits = AlignedArray(builder.setBits)
        valueColumns = source.values.columns
        values = Self.values(builder, source)
        words =
            forSingleRows
            ? RankedWordBuilder(source, tables, builder.trees, group.trees).map {
                RankedWordArrays($0)
            } : nil
    }

    private static func values(
        _ builder: RankedTreeBuilder<Row>, _ source: RankSource
    ) -> AlignedArray<Sum> {
        AlignedArray(count: builder.leafRows.count) { start in
            for tree in builder.trees {
                let places = Int(tree.leafPlaces)
                for column in 0..<source.values.columns {
                    let first = Int(tree.firstLeaf) + column * places
                    for place in first..<first + places {
                        guard let row = builder.leafRows[place] else { continue }
                        start[place] = Sum(source.values[row, column])
                    }
                }
            }
        }
    }

    var layout: RankedTrees {
        RankedTrees(
            trees: trees.buffer, offsets: offsets.start, thresholds: thresholds.start,
            links: links.start, setBranches: setBranches.start, setBits: setBits.start,
            columns: tables.keys.count, categoryColumns: tables.classes.count)
    }

    var leaves: RankedLeaves<Sum> { RankedLeaves(values: values.start, columns: valueColumns) }

    /// Columns of bytes of a block: ranks, category codes, and answers of branches of membership.
    var blockColumns: Int { tables.keys.count + 2 * tables.classes.count + mostSets }
}

/// The arrays of words, owned.
final class RankedWordArrays: Sendable {
    private let runs: AlignedArray<WordRun>
    private let trees: AlignedArray<WordTree>
    private let branches: AlignedArray<UInt8>
    private let masks: AlignedArray<UInt8>
    private let categoryWords: AlignedArray<UInt64>
    private let categoryRows: AlignedArray<Int32>
    private let words: Int
    private let columns: Int

    init<Row>(_ builder: RankedWordBuilder<Row>) {
        runs = AlignedArray(builder.runs)
        trees = AlignedArray(builder.trees)
        branches = AlignedArray(builder.branches)
        masks = AlignedArray(builder.masks)
        categoryWords = AlignedArray(builder.categoryWords)
        categoryRows = AlignedArray(builder.categoryRows)
        words = builder.wordCount
        columns = builder.tables.keys.count
    }

    var layout: RankedWords {
        RankedWords(
            runs: runs.buffer, trees: trees.start, branches: UnsafeRawPointer(branches.start),
            masks: UnsafeRawPointer(masks.start), categoryWords: categoryWords.start,
            categoryRows: categoryRows.start, categoryColumns: categoryRows.count, words: words,
            columns: columns)
    }
}

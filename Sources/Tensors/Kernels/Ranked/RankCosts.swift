import KernelLayouts

/// What a row costs by ranks and by walks, in nanoseconds: what decides between them.
///
/// The constants are those of one machine (Zen 4, by `chorus bench FILE --instruction-set`): what
/// counts is how they stand to one another.
struct RankCosts {
    /// One row by words of 64 branches; nil where they do not answer.
    private let words: Double?
    /// One row by walks.
    private let walks: Double
    /// A row's ranks, and its way through the trees in a full block.
    private let ranking: Double
    private let branches: Double
    /// Rows that a block computes at least.
    private let granularity: Int
    /// What the layouts take, about.
    private let bytes: Int

    /// A file can ask for more memory than it has bytes, since small trees are filled up and every
    /// group has tables: beyond this the walks, which take no more than the file, do.
    private static let mostBytes = 512 << 20

    init(_ source: RankSource, groups: [RankGroup], _ instructionSet: InstructionSet) {
        let columns = groups.reduce(0) { $0 + $1.bounds.count + 2 * $1.categories.count }
        let (perColumn, perBranch): (Double, Double) =
            switch instructionSet {
            case .baseline: (14, 0.16)
            case .x86v3: (5, 0.016)
            case .x86v4: (3.8, 0.009)
            }
        granularity =
            switch instructionSet {
            case .baseline: 32
            case .x86v3: 64
            case .x86v4: 128
            }
        ranking = Double(columns) * perColumn
        branches = source.trees.reduce(0) { $0 + $1.branchCost * perBranch + 0.3 }
        walks = source.trees.reduce(0) { $0 + 3 + 1.3 * $1.meanDepth }
        let tooWide = source.trees.contains { $0.leafCount > 64 }
        let tables = columns * RankTables<Int64>.placesPerColumn * MemoryLayout<Int64>.stride
        bytes = source.trees.reduce(tables) { $0 + $1.layoutBytes(columns: source.values.columns) }
        words =
            instructionSet == .x86v4 && !tooWide
            ? 20 + 5 * Double(columns) + 2.5 * Double(source.trees.count) : nil
    }

    var ranksPayForBatches: Bool { bytes <= Self.mostBytes && ranking + branches < walks }

    var wordsPayForSingleRows: Bool {
        bytes <= Self.mostBytes && words.map { $0 < walks } ?? false
    }

    /// Rows from which a block is cheaper than row by row.
    var rowsForBlock: Int {
        let single = words.map { min($0, walks) } ?? walks
        for rows in 1..<granularity
        where Double(granularity) * branches + Double(rows) * ranking < Double(rows) * single {
            return rows
        }
        return granularity
    }
}

extension RankSource.Tree {
    /// Branches from which a tree of up to six levels is laid out as a perfect one.
    private static let branchesForPerfect6 = 32

    /// How blocks of rows go through it.
    var shape: TreeShape {
        guard case .branches(let branches, let root) = self else { return .oblivious }
        let depth = RankSource.depth(branches, root)
        if depth <= 3 { return .perfect3 }
        return depth <= 6 && branches.count >= Self.branchesForPerfect6 ? .perfect6 : .general
    }

    fileprivate var leafCount: Int {
        switch self {
        case .branches(let branches, _): branches.count + 1
        case .levels(let levels, _): 1 << levels.count
        }
    }

    /// About what its places take in blocks and in words.
    fileprivate func layoutBytes(columns: Int) -> Int {
        let places = max(8, 2 * leafCount) * columns * MemoryLayout<Double>.stride
        return places + 8 * max(questions.count, 63) + 256
    }

    /// Branches, weighed by what their shape costs in a block: one of a perfect tree, which has all of
    /// them, less than one whose children have to be looked up.
    fileprivate var branchCost: Double {
        switch shape {
        case .perfect3: 7
        case .perfect6: 63
        case .oblivious: Double(questions.count)
        case .general: 2.6 * Double(questions.count)
        }
    }

    /// Steps to a leaf, the mean over leaves.
    fileprivate var meanDepth: Double {
        switch self {
        case .levels(let levels, _): return Double(levels.count)
        case .branches(let branches, let root):
            guard root >= 0 else { return 0 }
            var depths = [Int](repeating: 0, count: branches.count)
            var (total, leaves) = (0, 0)
            // Parents stand before their children.
            for (index, branch) in branches.enumerated() {
                for child in [branch.left, branch.right] {
                    if child >= 0 {
                        depths[child] = depths[index] + 1
                    } else {
                        total += depths[index] + 1
                        leaves += 1
                    }
                }
            }
            return Double(total) / Double(max(leaves, 1))
        }
    }
}

extension RankSource {
    /// Steps from the root to the deepest leaf.
    fileprivate static func depth(_ branches: [Branch], _ root: Child) -> Int {
        guard root >= 0 else { return 0 }
        var depths = [Int](repeating: 1, count: branches.count)
        // Children stand behind their parents.
        for (index, branch) in branches.enumerated().reversed() {
            for child in [branch.left, branch.right] where child >= 0 {
                depths[index] = max(depths[index], depths[child] + 1)
            }
        }
        return depths[root]
    }
}

/// How trees stand in words of 64 branches, each of which one comparison answers for a single row.
public enum WordShape: UInt8, BitwiseCopyable, Sendable {
    /// One tree of nine times seven branches, the upper ones first and one place free behind them.
    case perfect6
    /// Two trees of any shape of at most 32 leaves: a branch that leads right rules out the leaves on
    /// its left, and the first of the others is the row's.
    case masks32
    /// One such tree of at most 64 leaves.
    case masks64
    /// As many oblivious trees of as many levels as there is room for.
    case oblivious
}

/// Words of one shape, one after the other.
public struct WordRun: BitwiseCopyable, Sendable {
    public let shape: WordShape
    /// Of an oblivious tree.
    public let levels: UInt8
    public let firstWord: Int32
    public let firstTree: Int32
    public let trees: Int32
    /// Where the leaves of its first tree begin, and how far apart those of two are. In runs of masks
    /// every tree says it for itself.
    public let firstLeaf: Int32
    public let leafStride: Int32
    /// Where the masks of its first tree begin, in bytes.
    public let firstMask: Int

    public init(
        shape: WordShape, levels: UInt8, firstWord: Int32, firstTree: Int32, trees: Int32,
        firstLeaf: Int32, leafStride: Int32, firstMask: Int
    ) {
        self.shape = shape
        self.levels = levels
        self.firstWord = firstWord
        self.firstTree = firstTree
        self.trees = trees
        self.firstLeaf = firstLeaf
        self.leafStride = leafStride
        self.firstMask = firstMask
    }
}

/// Where a tree's leaves stand.
public struct WordTree: BitwiseCopyable, Sendable {
    public let firstLeaf: Int32
    public let leafPlaces: Int32
    public let output: Int32

    public init(firstLeaf: Int32, leafPlaces: Int32, output: Int32) {
        self.firstLeaf = firstLeaf
        self.leafPlaces = leafPlaces
        self.output = output
    }
}

/// Trees laid out for single rows.
public struct RankedWords {
    public let runs: UnsafeBufferPointer<WordRun>
    public let trees: UnsafePointer<WordTree>
    /// 128 bytes a word: the columns of its branches, then their thresholds.
    public let branches: UnsafeRawPointer
    /// For each leaf of a tree the branches that rule it out: 32 of 32 bits, or 64 of 64 bits.
    public let masks: UnsafeRawPointer
    /// For each code of each category column one word after the other: a one where the code is in
    /// the set of a branch of membership. Column c's begin at `categoryRows[c]` times `words`.
    public let categoryWords: UnsafePointer<UInt64>
    public let categoryRows: UnsafePointer<Int32>
    public let categoryColumns: Int
    public let words: Int
    /// Rank columns: at most 128.
    public let columns: Int

    /// - Precondition: what runs and trees name lies inside the arrays.
    public init(
        runs: UnsafeBufferPointer<WordRun>, trees: UnsafePointer<WordTree>,
        branches: UnsafeRawPointer, masks: UnsafeRawPointer,
        categoryWords: UnsafePointer<UInt64>, categoryRows: UnsafePointer<Int32>,
        categoryColumns: Int, words: Int, columns: Int
    ) {
        self.runs = runs
        self.trees = trees
        self.branches = branches
        self.masks = masks
        self.categoryWords = categoryWords
        self.categoryRows = categoryRows
        self.categoryColumns = categoryColumns
        self.words = words
        self.columns = columns
    }
}

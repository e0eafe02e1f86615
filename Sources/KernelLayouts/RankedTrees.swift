/// Rows that one pass over the trees takes: their ranks stand column after column, 256 bytes each.
@inlinable public var rowsPerBlock: Int { 256 }

/// How a tree finds the leaves of a block of rows.
public enum TreeShape: UInt8, BitwiseCopyable, Sendable {
    /// Depth 3 and 6, every branch there: those that the tree lacks are never true.
    case perfect3, perfect6
    /// All branches of a level ask the same.
    case oblivious
    /// Any other of at most 256 leaves: branches in an order in which children come first.
    case general
}

/// One tree of ranked branches.
public struct RankedTree: BitwiseCopyable, Sendable {
    public let shape: TreeShape
    /// Branches; the levels of an oblivious tree.
    public let count: Int32
    /// The first branches of a general tree, both of whose children are leaves.
    public let pairs: Int32
    public let firstBranch: Int32
    /// Branches of membership, whose answers the rest reads as ranks.
    public let firstSet: Int32
    public let sets: Int32
    /// Where its leaves begin, and how many places each column of them has: 8, 16, 32, 64, 128 or 256.
    public let firstLeaf: Int32
    public let leafPlaces: Int32
    /// The output to which it adds; all of them if there is a column of leaves for each.
    public let output: Int32

    public init(
        shape: TreeShape, count: Int32, pairs: Int32, firstBranch: Int32, firstSet: Int32,
        sets: Int32, firstLeaf: Int32, leafPlaces: Int32, output: Int32
    ) {
        self.shape = shape
        self.count = count
        self.pairs = pairs
        self.firstBranch = firstBranch
        self.firstSet = firstSet
        self.sets = sets
        self.firstLeaf = firstLeaf
        self.leafPlaces = leafPlaces
        self.output = output
    }
}

/// The links of a general tree's branch.
public struct BranchLinks: BitwiseCopyable, Sendable {
    /// Slots of the children's results; slot 0 holds zeros and stands for a leaf.
    public let left: UInt16
    public let right: UInt16
    /// Leaves below the left child, which come before those below the right one.
    public let jump: UInt8

    public init(left: UInt16, right: UInt16, jump: UInt8) {
        self.left = left
        self.right = right
        self.jump = jump
    }
}

/// A branch of membership: whether a category's code is in its set, which leads right.
public struct SetBranch: BitwiseCopyable, Sendable {
    /// The category column.
    public let column: Int32
    /// Where its 64 bytes begin in the sets: code c is bit `c % 8` of byte `c / 8`.
    public let set: Int32

    public init(column: Int32, set: Int32) {
        self.column = column
        self.set = set
    }
}

/// Trees whose branches compare ranks.
public struct RankedTrees {
    public let trees: UnsafeBufferPointer<RankedTree>
    /// Where a branch's column begins in a block of ranks.
    public let offsets: UnsafePointer<UInt32>
    /// A rank above it leads right; 127 is never exceeded.
    public let thresholds: UnsafePointer<Int8>
    public let links: UnsafePointer<BranchLinks>
    public let setBranches: UnsafePointer<SetBranch>
    public let setBits: UnsafePointer<UInt8>
    /// Rank columns; the bytes of the category columns stand behind them.
    public let columns: Int
    public let categoryColumns: Int

    /// - Precondition: what the trees name lies inside the arrays.
    public init(
        trees: UnsafeBufferPointer<RankedTree>, offsets: UnsafePointer<UInt32>,
        thresholds: UnsafePointer<Int8>, links: UnsafePointer<BranchLinks>,
        setBranches: UnsafePointer<SetBranch>, setBits: UnsafePointer<UInt8>, columns: Int,
        categoryColumns: Int
    ) {
        self.trees = trees
        self.offsets = offsets
        self.thresholds = thresholds
        self.links = links
        self.setBranches = setBranches
        self.setBits = setBits
        self.columns = columns
        self.categoryColumns = categoryColumns
    }
}

/// The numbers that leaves add.
public struct RankedLeaves<Sum> {
    public let values: UnsafePointer<Sum>
    /// Columns of a leaf: 1, or as many as there are outputs.
    public let columns: Int

    /// - Precondition: `values` holds every tree's columns x places from its first leaf on.
    public init(values: UnsafePointer<Sum>, columns: Int) {
        self.values = values
        self.columns = columns
    }
}

/// How a rank column sees its feature's number, so that one comparison answers for what is missing.
///
/// A branch asks `not (x < bound)`, which leads right: a NaN is less than nothing, so as it is it goes
/// right.
public enum RankView: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case asIs
    /// What is missing is below everything.
    case missingLow
    /// And so is what is as good as zero.
    case zeroLow
    /// What is as good as zero is missing.
    case zeroMissing
    /// A missing value is zero.
    case missingZero
}

/// One column of ranks: whose number it holds, and where its bounds stand.
public struct RankColumn: BitwiseCopyable, Sendable {
    /// The row's number.
    public let feature: Int32
    public let view: RankView

    public init(feature: Int32, view: RankView) {
        self.feature = feature
        self.view = view
    }
}

/// The bounds against which a row's numbers are ranked, column by column: the rank of a number is how
/// many of the column's bounds it is not less than.
///
/// A rank is stored as a signed byte, 128 less than it is: instruction sets compare those.
public struct RankTables<Key: FixedWidthInteger> {
    /// Places of a column: the keys of 256 bounds, ascending, of which at most 255 are true ones, the
    /// rest the last key; before them every sixteenth, which leads to sixteen of them.
    @inlinable public static var placesPerColumn: Int { 272 }
    @inlinable public static var guides: Int { 16 }
    @inlinable public static var mostBounds: Int { 255 }

    public let columns: UnsafeBufferPointer<RankColumn>
    /// Columns x 272.
    public let bounds: UnsafePointer<Key>
    /// Numbers no further from zero are as good as zero.
    public let zeroBorder: Double

    /// - Precondition: `bounds` points at 272 numbers a column.
    public init(
        columns: UnsafeBufferPointer<RankColumn>, bounds: UnsafePointer<Key>, zeroBorder: Double
    ) {
        self.columns = columns
        self.bounds = bounds
        self.zeroBorder = zeroBorder
    }
}

/// A feature whose numbers name categories.
public struct CategoryColumn: BitwiseCopyable, Sendable {
    public let feature: Int32
    /// Whether a negative number is no category, and one with a fraction.
    public let refusesNegative: Bool
    public let isExact: Bool
    /// Where its codes begin in the codes of all columns, and how many there are: category c has
    /// code `codes[first + c]`.
    public let first: Int32
    public let count: Int32

    public init(
        feature: Int32, refusesNegative: Bool, isExact: Bool, first: Int32, count: Int32
    ) {
        self.feature = feature
        self.refusesNegative = refusesNegative
        self.isExact = isExact
        self.first = first
        self.count = count
    }
}

/// Which code stands for a category. Categories between which no branch of the trees tells a
/// difference share one.
public struct CategoryTables {
    /// Codes are below this: a code's bit is one of 64 bytes.
    @inlinable public static var limit: Int { 512 }
    /// The code of a number that is no category, or one that no branch knows.
    @inlinable public static var outside: UInt16 { 0 }
    @inlinable public static var missing: UInt16 { 1 }

    public let columns: UnsafeBufferPointer<CategoryColumn>
    public let codes: UnsafePointer<UInt16>

    /// - Precondition: every column's codes lie inside `codes`.
    public init(columns: UnsafeBufferPointer<CategoryColumn>, codes: UnsafePointer<UInt16>) {
        self.columns = columns
        self.codes = codes
    }
}

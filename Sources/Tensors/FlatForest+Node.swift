extension FlatForest {
    public enum Comparison: UInt8, CaseIterable, Sendable {
        case lessOrEqual, less, greaterOrEqual, greater, equal, notEqual
        /// The number is one of the branch's set of categories.
        case member
    }

    /// What a branch takes for missing, and where that goes.
    public enum Missing: UInt8, CaseIterable, Sendable {
        /// NaN.
        case goesRight, goesLeft
        /// NaN and what is zero, or as good as zero (LightGBM's `zero_as_missing`).
        case zeroGoesRight, zeroGoesLeft
        /// Nothing: NaN counts as zero (LightGBM, where training saw no missing value).
        case countsAsZero

        /// Numbers from `-zeroBorder` to it are as good as zero: LightGBM's `kZeroThreshold`, which
        /// is a float32.
        public static let zeroBorder = Double(1e-35 as Float)
    }

    /// A branch or, with `feature` -1, a leaf.
    public struct Node: Sendable {
        public var feature: Int32
        /// Left child; in a leaf the row of `values`.
        public var left: Int32
        public var right: Int32
        public var comparison: Comparison
        public var missing: Missing
        /// In a branch of membership the number of its set.
        public var threshold: Double

        /// Without `missing` a NaN goes where its comparison leads: right, but for `!=`.
        public init(
            feature: Int32, left: Int32, right: Int32, comparison: Comparison, missing: Missing?,
            threshold: Double
        ) {
            self.feature = feature
            self.left = left
            self.right = right
            self.comparison = comparison
            self.missing = missing ?? (comparison == .notEqual ? .goesLeft : .goesRight)
            self.threshold = threshold
        }

        /// The set of a branch of membership; nil where the threshold is no index.
        var set: Int? { Int(exactly: threshold) }
    }
}

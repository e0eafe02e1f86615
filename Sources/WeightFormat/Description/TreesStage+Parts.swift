extension TreesStage {
    public enum Comparison: String, Codable, Sendable {
        case lessOrEqual = "<="
        case less = "<"
        case greaterOrEqual = ">="
        case greater = ">"
        case equal = "=="
        case notEqual = "!="
        /// The number is one of the branch's set of categories (``TreesStage/categories``).
        case member = "in"
    }

    public enum Aggregate: String, Codable, Sendable {
        case sum, average, min, max
        /// The sum begins with `base`.
        case sumFromBase = "sum-from-base"
    }

    /// What a branch takes for missing and where that goes, by its code in the tensor
    /// `missing-goes-left`.
    public enum Missing: UInt8, CaseIterable, Sendable {
        /// NaN is missing.
        case goesRight, goesLeft
        /// NaN is missing, and so is a number of magnitude up to float32 1e-35.
        case zeroGoesRight, zeroGoesLeft
        /// Nothing is: NaN counts as zero.
        case countsAsZero
    }

    /// The sets of categories that go left at branches whose comparison is `in`.
    public struct Categories: Codable, Equatable, Sendable {
        /// Which category a number is.
        public enum Rounding: String, Codable, Sendable {
            /// The number without its fraction, so -0.5 is category 0.
            case towardZero = "toward-zero"
            /// The same, but a negative number is no category.
            case down
            /// Whole numbers only.
            case exact
        }
        public enum Side: String, Codable, Sendable { case left, right }

        /// Tensor [sets + 1] of I64: where each set begins in `words`.
        public var offsets: String
        /// Tensor of I32: 32 categories a word, the lowest bit first.
        public var words: String
        public var rounding: Rounding
        /// Where a number goes that is no category, or one beyond the set's words.
        public var outside: Side

        public init(offsets: String, words: String, rounding: Rounding, outside: Side) {
            self.offsets = offsets
            self.words = words
            self.rounding = rounding
            self.outside = outside
        }
    }

    /// Linear functions that leaves answer with: constant, then coefficient times feature, term by
    /// term. Where one of a leaf's features is NaN, its number in `values` stands in.
    public struct Linear: Codable, Equatable, Sendable {
        /// Tensor [leaves] of F32 or F64.
        public var constants: String
        /// Tensor [leaves + 1] of I64: where each leaf's terms begin.
        public var offsets: String
        /// Tensor [terms] of I32.
        public var features: String
        /// Tensor [terms] of F32 or F64.
        public var coefficients: String

        public init(constants: String, offsets: String, features: String, coefficients: String) {
            self.constants = constants
            self.offsets = offsets
            self.features = features
            self.coefficients = coefficients
        }
    }
}

extension TreesStage.Comparison {
    /// The comparisons by their code in the tensor `comparisons`.
    public static let codes: [TreesStage.Comparison] = [
        .lessOrEqual, .less, .greaterOrEqual, .greater, .equal, .notEqual, .member,
    ]
}

extension CTRStage {
    /// What training counted by key, and the columns that are made of it.
    public struct Table: Codable, Equatable, Sendable {
        /// What a row's key is made of, in this order.
        public var key: [KeyPart]
        public var statistic: Statistic
        /// Tensor [keys] of I64, no two equal: the keys' bits.
        public var keys: String
        /// Tensor [keys, classes] of I32.
        public var counts: String
        /// Tensor [keys] of F32: the targets' sums, of `mean` alone.
        public var sums: String?
        /// The total of every key, of `counter` alone.
        public var denominator: Int?
        public var columns: [TableColumn]

        public init(
            key: [KeyPart], statistic: Statistic, keys: String, counts: String,
            sums: String? = nil, denominator: Int? = nil, columns: [TableColumn]
        ) {
            self.key = key
            self.statistic = statistic
            self.keys = keys
            self.counts = counts
            self.sums = sums
            self.denominator = denominator
            self.columns = columns
        }
    }

    /// One part of a key: with `category` alone its hash, with `is` whether it is that one; with
    /// `number` whether it is above a border.
    public struct KeyPart: Codable, Hashable, Sendable {
        /// Position in `categories`.
        public var category: Int?
        public var `is`: Int32?
        /// Position in `numbers`.
        public var number: Int?
        public var above: Float?

        public init(category: Int, is value: Int32? = nil) {
            self.category = category
            self.is = value
        }

        public init(number: Int, above border: Float) {
            self.number = number
            above = border
        }
    }

    /// Which of a key's counts are good, and what their total is.
    public enum Statistic: String, Codable, Sendable {
        /// The counts of the column's class; the sum over classes.
        case buckets
        /// The counts of all classes after the column's; the sum over classes.
        case borders
        /// The sum of targets; the count.
        case mean
        /// The count; the denominator.
        case counter
    }

    /// `((good + prior[0]) / (total + prior[1]) + shift) * scale` in float32.
    public struct TableColumn: Codable, Equatable, Sendable {
        /// A class, of `buckets` and `borders`; else 0.
        public var target: Int
        /// Two numbers.
        public var prior: [Float]
        public var shift: Float
        public var scale: Float

        public init(target: Int, prior: [Float], shift: Float, scale: Float) {
            self.target = target
            self.prior = prior
            self.shift = shift
            self.scale = scale
        }
    }
}

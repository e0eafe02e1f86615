/// Columns of numbers and categories become one float32 matrix, as CatBoost's trees look at them:
/// the numbers, indicators of single categories, and statistics of the target by category (CTRs).
/// Always the first stage.
///
/// A category is the low half of the CityHash64 (version 1) of its UTF-8 bytes, as a signed number.
public struct CTRStage: Codable, Equatable, Sendable {
    /// Tensor [numbers] of I32: the features that pass as they are.
    public var numbers: String
    /// Tensor [numbers] of U8: 1 where a NaN counts as infinity when a key asks for a border;
    /// elsewhere it is above none.
    public var missingAbove: String?
    /// Tensor [categories] of I32: the features that hold categories.
    public var categories: String
    /// Indicators, in order.
    public var indicators: Indicators?
    /// Statistics, in order.
    public var tables: [Table]

    /// Columns that are 1 where a feature has a certain category, and else 0.
    public struct Indicators: Codable, Equatable, Sendable {
        /// Tensor [indicators] of I32: positions in `categories`.
        public var categories: String
        /// Tensor [indicators] of I32: the hashes.
        public var values: String

        public init(categories: String, values: String) {
            self.categories = categories
            self.values = values
        }
    }

    enum CodingKeys: String, CodingKey {
        case numbers, categories, indicators, tables
        case missingAbove = "missing-above"
    }

    public init(
        numbers: String, missingAbove: String? = nil, categories: String,
        indicators: Indicators? = nil, tables: [Table] = []
    ) {
        self.numbers = numbers
        self.missingAbove = missingAbove
        self.categories = categories
        self.indicators = indicators
        self.tables = tables
    }
}

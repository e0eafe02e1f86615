/// Columns of numbers, integers and texts become one matrix, a column each, in the model's input
/// width: always the first stage.
public struct EncodeStage: Codable, Equatable, Sendable {
    /// One a feature, in order.
    public var columns: [ColumnEncoding]
    public init(columns: [ColumnEncoding]) { self.columns = columns }
}

/// How one feature becomes a column of numbers.
///
/// Without a table a number stays as it is. With one a value becomes its code: its position in the
/// table, or the number at that position of `codes`.
public struct ColumnEncoding: Codable, Equatable, Sendable {
    /// The categories of a text feature, no two of the same bytes.
    public var texts: TextTable?
    /// Tensor [categories] of I64, no two equal: the categories of an integer or number feature.
    public var integers: String?
    /// Tensor [categories] of F64, finite and no two equal: the categories of a number feature.
    public var numbers: String?
    /// Tensor [categories] of F32 or F64; may hold NaN, and equal codes.
    public var codes: String?
    /// What a value beyond the table becomes; refused without.
    public var unknown: Fallback?
    /// What a missing value becomes; without, a number stays missing and a category is refused.
    public var missing: Fallback?

    /// What stands in for a code.
    public enum Fallback: Equatable, Sendable {
        /// The row is refused.
        case refuse
        /// A missing value, NaN.
        case missing
        case code(Double)
    }

    public init(
        texts: TextTable? = nil, integers: String? = nil, numbers: String? = nil,
        codes: String? = nil, unknown: Fallback? = nil, missing: Fallback? = nil
    ) {
        self.texts = texts
        self.integers = integers
        self.numbers = numbers
        self.codes = codes
        self.unknown = unknown
        self.missing = missing
    }

    /// A number as it is.
    public static let number = ColumnEncoding()
}

/// `"refuse"`, `"missing"` or a number.
extension ColumnEncoding.Fallback: Codable {
    private enum Word: String, Codable { case refuse, missing }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let code = try? container.decode(Double.self) {
            self = .code(code)
        } else {
            switch try container.decode(Word.self) {
            case .refuse: self = .refuse
            case .missing: self = .missing
            }
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .refuse: try container.encode(Word.refuse)
        case .missing: try container.encode(Word.missing)
        case .code(let code): try container.encode(code)
        }
    }
}

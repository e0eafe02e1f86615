extension Golden {
    /// Where the golden rows stand: one matrix, or one column a feature.
    public enum Rows: Equatable, Sendable {
        /// Tensor [rows, features] of F32 or F64.
        case matrix(String)
        case columns([Column])
    }

    /// One feature's values in all golden rows, by its type.
    public struct Column: Codable, Equatable, Sendable {
        /// Tensor [rows] of F32 or F64, NaN where a value is missing.
        public var numbers: String?
        /// Tensor [rows] of I64.
        public var integers: String?
        /// One text a row.
        public var texts: TextTable?
        /// Tensor [rows] of U8: 1 where a text is missing.
        public var missing: String?

        public init(
            numbers: String? = nil, integers: String? = nil, texts: TextTable? = nil,
            missing: String? = nil
        ) {
            self.numbers = numbers
            self.integers = integers
            self.texts = texts
            self.missing = missing
        }
    }
}

/// `"golden.rows"`, or a list of columns.
extension Golden.Rows: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let name = try? container.decode(String.self) {
            self = .matrix(name)
        } else {
            self = .columns(try container.decode([Golden.Column].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .matrix(let name): try container.encode(name)
        case .columns(let columns): try container.encode(columns)
        }
    }
}

extension WeightFile {
    /// How many golden rows the file has.
    public func goldenRowCount() throws(WeightError) -> Int {
        switch golden?.rows {
        case nil: return 0
        case .matrix(let name): return try tensor(name).shape.first ?? 0
        case .columns(let columns):
            guard let column = columns.first else { return 0 }
            if let texts = column.texts { return max(0, try tensor(texts.offsets).count - 1) }
            return try tensor(column.numbers ?? column.integers ?? "").count
        }
    }
}

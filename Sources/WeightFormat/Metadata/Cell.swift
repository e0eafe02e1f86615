/// One value of a row: what a column of a ``Feature/Kind`` holds, or nothing.
public enum Cell: Hashable, Sendable {
    case number(Double)
    case integer(Int64)
    case text(String)
    case missing
}

extension Cell: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
    public init(floatLiteral value: Double) { self = .number(value) }
    public init(integerLiteral value: Int64) { self = .number(Double(value)) }
    public init(stringLiteral value: String) { self = .text(value) }
}

extension [Cell] {
    /// Numbers, one a feature.
    public static func numbers(_ values: [Double]) -> [Cell] { values.map(Cell.number) }

    /// A row for trying a model that came without one: zeros and empty texts.
    public static func plain(for features: [Feature]) -> [Cell] {
        features.map { feature in
            switch feature.type {
            case .number: .number(0)
            case .integer: .integer(0)
            case .text: .text("")
            }
        }
    }
}

/// A JSON number, string or null; a whole number within 64 bits is an integer, until
/// ``fitting(_:)`` says what its feature holds.
extension Cell: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .missing
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .number(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .missing: try container.encodeNil()
        }
    }

    /// The cell as a feature of this type holds it: whole numbers are its numbers or its integers.
    func fitting(_ type: Feature.Kind) -> Cell {
        switch (self, type) {
        case (.integer(let value), .number): .number(Double(value))
        case (.number(let value), .integer): Int64(exactly: value).map(Cell.integer) ?? self
        default: self
        }
    }

    /// Whether a feature of this type may show this value in its sample: finite numbers, whole
    /// numbers, texts; a text may be missing.
    func isSample(of type: Feature.Kind) -> Bool {
        switch (self, type) {
        case (.number(let value), .number): value.isFinite
        case (.integer, .integer), (.text, .text), (.missing, .text): true
        default: false
        }
    }
}

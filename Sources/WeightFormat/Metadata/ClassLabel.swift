/// A class as the training library names it.
public enum ClassLabel: Hashable, Sendable {
    case integer(Int64)
    case text(String)
    case boolean(Bool)
    case real(Double)
}

extension ClassLabel: CustomStringConvertible {
    /// The label as people read it: `setosa`, `1`, `true`, `1.0`.
    public var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .text(let value): value
        case .boolean(let value): "\(value)"
        case .real(let value): "\(value)"
        }
    }
}

/// One plain JSON value. `JSONDecoder` does not tell `1.0` from `1`, so a whole real comes back as
/// an integer; the metadata of a weight file is read by ``ClassLabel/list(json:)``, which does.
extension ClassLabel: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .real(value)
        } else {
            self = .text(try container.decode(String.self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .integer(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .boolean(let value): try container.encode(value)
        case .real(let value): try container.encode(value)
        }
    }
}

/// Any JSON value as a tree, for small documents off the hot path.
///
/// Objects keep the order of their members (the order of services matters to a proxy) and
/// numbers keep whether they were written as integers (labels 1 and 1.0 differ).
public indirect enum JSONValue: Hashable, Sendable {
    case object([Member])
    case list([JSONValue])
    case text(String)
    case integer(Int64)
    case real(Double)
    case boolean(Bool)
    case null

    public struct Member: Hashable, Sendable {
        public var key: String
        public var value: JSONValue

        public init(_ key: String, _ value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    public init(json: Span<UInt8>) throws(DocumentError) {
        self = try JSONCursor<DocumentError>.read(json) { (cursor) throws(DocumentError) in
            let value = try cursor.value(depth: 0)
            try cursor.finish()
            return value
        }
    }
}

extension JSONValue {
    public var kind: JSONKind {
        switch self {
        case .object: .object
        case .list: .list
        case .text: .text
        case .integer, .real: .number
        case .boolean: .boolean
        case .null: .null
        }
    }

    /// The member of an object with that key, the last where it stands twice.
    public subscript(key: String) -> JSONValue? {
        members?.last { $0.key == key }?.value
    }

    public var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    public var elements: [JSONValue]? {
        if case .list(let elements) = self { elements } else { nil }
    }

    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    public var integer: Int? {
        if case .integer(let value) = self { Int(exactly: value) } else { nil }
    }

    /// A number, or NaN for `null`, as the number writer leaves non-finite values.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .real(let value): value
        case .null: .nan
        case .object, .list, .text, .boolean: nil
        }
    }
}

/// What a JSON or UBJSON file says, as a tree of values.
///
/// A model is mostly long lists of numbers; they stand in ``NumberArray``, a few bytes a number,
/// and never as a value each. So a document takes a small multiple of its file's size, and its depth
/// and number of values are bounded by ``ImportLimits``.
enum Document: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case real(Double)
    case text(String)
    /// An array of numbers alone, the empty array among them.
    case numbers(NumberArray)
    /// Any other array.
    case array([Document])
    case object([String: Document])
}

extension Document {
    /// How a real written in decimal is rounded; UBJSON's reals are binary and stay as they are.
    enum Rounding: Sendable {
        /// To the nearest double.
        case float64
        /// To the nearest float32, directly, as a library does that reads its numbers so: by way of
        /// a double the last bit may come out otherwise.
        case float32
    }

    /// What the value is, for errors.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "the integer \(value)"
        case .real(let value): "the number \(value)"
        case .text(let text): "the text '\(text.prefix(40))'"
        case .numbers(let numbers) where numbers.isEmpty: "an empty array"
        case .numbers(let numbers):
            numbers.isWhole ? "an array of integers" : "an array of numbers"
        case .array: "an array"
        case .object: "an object"
        }
    }
}

/// Why bytes are not the document that was expected.
public enum DocumentError: Error, Hashable, Sendable {
    case notJSON(offset: Int, reason: JSONReason)
    /// The value at a key (or the document itself: an empty key) is missing or of another kind.
    case wrongType(key: String, expected: String)
}

extension DocumentError: JSONReadingError {}

extension DocumentError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .notJSON(let offset, let reason):
            "The document is not valid JSON: at byte \(offset), \(reason)."
        case .wrongType("", let expected):
            "The document is not \(expected)."
        case .wrongType(let key, let expected):
            "The key \"\(key)\" of the document is missing or not \(expected)."
        }
    }
}

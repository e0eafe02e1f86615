/// Why bytes are not the JSON that was due at a place.
public enum JSONReason: Hashable, Sendable {
    case endOfText, expectedValue, expectedKey, expectedColon
    case expectedCommaOrBrace, expectedCommaOrBracket, trailingBytes
    case badNumber, badEscape, loneSurrogate, controlCharacter, badUTF8
    case byteOrderMark, tooDeep
}

extension JSONReason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .endOfText: "the text ends too early"
        case .expectedValue: "a value was expected"
        case .expectedKey: "a key in double quotes was expected"
        case .expectedColon: "a colon was expected after the key"
        case .expectedCommaOrBrace: "a comma or } was expected"
        case .expectedCommaOrBracket: "a comma or ] was expected"
        case .trailingBytes: "nothing may follow the value"
        case .badNumber: "the number is malformed"
        case .badEscape: "the escape in a string is unknown"
        case .loneSurrogate: "the escape is half a surrogate pair"
        case .controlCharacter: "a control character in a string must be escaped"
        case .badUTF8: "the bytes of a string are not UTF-8"
        case .byteOrderMark: "a byte order mark may not stand before the text"
        case .tooDeep: "the nesting is deeper than \(JSONLimits.nesting) levels"
        }
    }
}

/// Bounds that hold for every JSON text this module reads.
public enum JSONLimits {
    /// Objects and lists inside one another, the outermost counted as one.
    public static let nesting = 64
}

/// An error that can say that the bytes are not JSON.
///
/// The cursor throws the error of whoever reads with it, so that readers need no translation.
protocol JSONReadingError: Error {
    static func notJSON(offset: Int, reason: JSONReason) -> Self
}

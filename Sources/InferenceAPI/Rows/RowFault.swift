/// Why a record is no row of a model.
public enum RowFault: Error, Hashable, Sendable {
    case notJSON(offset: Int, reason: JSONReason)
    case fields(found: Int, expected: Int)
    case notNumber(String, found: String)
    case notInteger(String, found: String)
    case missing(String)
    case infinite(String)
    case misplacedQuote(String)
    case openQuote
    case notUTF8(String)
    case wrongKind(String, found: JSONKind, expected: JSONKind)
    case noRow(found: JSONKind)
    case missingKey(String)
    case duplicateKey(String)
}

extension RowFault: JSONReadingError {}

extension RowFault: CustomStringConvertible {
    /// A clause whose subject is the line: `has 3 fields where 4 are expected`.
    public var description: String {
        switch self {
        case .notJSON(let offset, let reason): "is not valid JSON: at byte \(offset), \(reason)"
        case .fields(let found, let expected): "has \(found) fields where \(expected) are expected"
        case .notNumber(let feature, let found):
            "has '\(found.prefix(40))' for '\(feature)', which is no number"
        case .notInteger(let feature, let found):
            "has '\(found.prefix(40))' for '\(feature)', which is no integer"
        case .missing(let feature):
            "misses a value for '\(feature)', and the model does not handle missing values"
        case .infinite(let feature): "has an infinite number for '\(feature)'"
        case .misplacedQuote(let feature): "has text behind the quotation mark of '\(feature)'"
        case .openQuote: "has a quotation mark that is never closed"
        case .notUTF8(let feature): "has bytes for '\(feature)' that are no UTF-8 text"
        case .wrongKind(let feature, let found, let expected):
            "has \(found) for '\(feature)', which takes \(expected)"
        case .noRow(let found): "is \(found), expected a list or an object"
        case .missingKey(let feature): "has no '\(feature)'"
        case .duplicateKey(let feature): "has '\(feature)' twice"
        }
    }
}

/// What a JSON value is, as an error message names it.
public enum JSONKind: Hashable, Sendable {
    case object, list, text, number, boolean, null
}

extension JSONKind: CustomStringConvertible {
    public var description: String {
        switch self {
        case .object: "an object"
        case .list: "a list"
        case .text: "a string"
        case .number: "a number"
        case .boolean: "a boolean"
        case .null: "null"
        }
    }
}

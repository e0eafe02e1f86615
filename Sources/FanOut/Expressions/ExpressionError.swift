/// Why a text is no condition. Columns are characters from 1.
public struct ExpressionError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case unexpected(found: String, expected: String)
        case unknownMember(String, known: [String])
        case unknownPart(member: String, part: String)
        case malformedNumber(String)
        case openText
        case differentTypes(left: String, right: String)
        case noOrder(String)
        case tooDeep(limit: Int)
        case tooLong(limit: Int)
    }

    public let column: Int
    public let reason: Reason

    public var description: String { "at column \(column) of the condition, \(reason.sentence)" }
}

extension ExpressionError.Reason {
    fileprivate var sentence: String {
        switch self {
        case .unexpected(let found, let expected):
            "there is \(found) where \(expected) was expected."
        case .unknownMember(let name, let known):
            "\(name) has not been asked before this step; "
                + (known.isEmpty
                    ? "nothing has." : "there are: \(known.joined(separator: ", ")).")
        case .unknownPart(let member, let part):
            "\(member) has no part \(part); write \(member).prediction[0], \(member).label or "
                + "\(member).proba."
        case .malformedNumber(let text): "\(text) is not a number."
        case .openText: "a text has no closing quote."
        case .differentTypes(let left, let right): "\(left) cannot be compared with \(right)."
        case .noOrder(let what): "\(what) has no order; compare it by == or !=."
        case .tooDeep(let limit): "there are more than \(limit) levels."
        case .tooLong(let limit): "there are more than \(limit) words."
        }
    }
}

/// Why a member's answer cannot be used. Rows are counted from 0, offsets in bytes.
public enum MemberAnswerError: Error, Hashable, Sendable {
    case notJSON(offset: Int, reason: JSONReason)
    case wrongType(offset: Int, expected: JSONKind, found: JSONKind)
    case missingPrediction
    case duplicatePrediction(offset: Int)
    case wrongRows(found: Int, expected: Int)
    case emptyRow(row: Int)
    case ragged(row: Int, found: Int, expected: Int)
    /// An answer of another protocol that cannot be read; a sentence.
    case other(String)
}

extension MemberAnswerError: JSONReadingError {}

extension MemberAnswerError: CustomStringConvertible {
    /// One sentence, fit for a problem's detail.
    public var description: String {
        switch self {
        case .notJSON(let offset, let reason):
            "The answer is not valid JSON: at byte \(offset), \(reason)."
        case .wrongType(let offset, let expected, let found):
            "The answer has \(found) at byte \(offset) where \(expected) was expected."
        case .other(let sentence): sentence
        case .missingPrediction:
            "The answer has no key \"prediction\"."
        case .duplicatePrediction(let offset):
            "The key \"prediction\" of the answer stands a second time at byte \(offset)."
        case .wrongRows(let found, let expected):
            "The answer has predictions for \(Self.rows(found)), expected \(expected)."
        case .emptyRow(let row):
            "Row \(row) of the answer is empty: at least one number was expected."
        case .ragged(let row, let found, let expected):
            "Row \(row) of the answer has \(found) values, expected \(expected) as in row 0."
        }
    }

    private static func rows(_ count: Int) -> String {
        count == 1 ? "1 row" : "\(count) rows"
    }
}

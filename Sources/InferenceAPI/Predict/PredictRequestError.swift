/// Why a body is not a predict request.
///
/// Rows and columns are counted from 0, offsets in bytes from the start of the body.
public enum PredictRequestError: Error, Hashable, Sendable {
    case notJSON(offset: Int, reason: JSONReason)
    case wrongType(offset: Int, expected: JSONKind, found: JSONKind, row: Int?, column: Int?)
    case missingData
    case duplicateData(offset: Int)
    case emptyData
    case emptyRow(row: Int)
    case ragged(row: Int, found: Int, expected: Int)
    case tooManyRows(limit: Int)
    case tooManyFeatures(row: Int?, found: Int, limit: Int)
    case tooManyBytes(found: Int, limit: Int)
}

extension PredictRequestError: JSONReadingError {}

extension PredictRequestError: CustomStringConvertible {
    /// One sentence, fit for a problem's detail.
    public var description: String {
        switch self {
        case .notJSON(let offset, let reason):
            "The body is not valid JSON: at byte \(offset), \(reason)."
        case .wrongType(let offset, let expected, let found, let row, let column):
            Self.wrongType(offset, expected, found, row, column)
        case .missingData:
            "The body has no key \"data\": a list of rows, each a list of numbers, is expected."
        case .duplicateData(let offset):
            "The key \"data\" stands a second time at byte \(offset)."
        case .emptyData:
            "The list \"data\" is empty: at least one row is expected."
        case .emptyRow(let row):
            "Row \(row) of \"data\" is empty: at least one number is expected."
        case .ragged(let row, let found, let expected):
            "Row \(row) of \"data\" has \(found) values, expected \(expected) as in row 0."
        case .tooManyRows(let limit):
            "The list \"data\" has more than \(limit) rows, the limit of one request."
        case .tooManyFeatures(let row, let found, let limit):
            "\(Self.place(row, nil)) has \(found) values, more than the limit of \(limit)."
        case .tooManyBytes(let found, let limit):
            "The body has \(found) bytes, more than the limit of \(limit)."
        }
    }

    private static func wrongType(
        _ offset: Int, _ expected: JSONKind, _ found: JSONKind, _ row: Int?, _ column: Int?
    ) -> String {
        let place = expected == .object ? "The body" : place(row, column)
        return "\(place) is \(found), expected \(expected), at byte \(offset)."
    }

    private static func place(_ row: Int?, _ column: Int?) -> String {
        switch (row, column) {
        case (let row?, let column?): "Column \(column) of row \(row) of \"data\""
        case (let row?, nil): "Row \(row) of \"data\""
        case (nil, _): "The value of \"data\""
        }
    }
}

/// Why a model refuses a row that fits its signature: a category that it does not know, where its
/// library raises; a computation that has no result.
public struct PredictionError: Error, Equatable, Sendable {
    /// Counted from 0; nil where it is no single row's fault.
    public let row: Int?
    /// A clause without a subject: `has the unknown category 'teal' in 'colour'`.
    public let reason: String

    public init(row: Int?, reason: String) {
        self.row = row
        self.reason = reason
    }
}

extension PredictionError: CustomStringConvertible {
    public var description: String { "\(row.map { "row \($0)" } ?? "the batch") \(reason)" }
}

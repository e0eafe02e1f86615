public import InferenceAPI

/// What the members said about the rows of one request, in route order: the aggregator's input.
///
/// Only members that answered are here; the names of the others stand in `missing`.
public struct Ballots: Sendable {
    /// One member's predictions, `rows x columns`, row-major; NaN where it answered `null`.
    public struct Ballot: Sendable {
        public let service: String
        /// The class of each column; nil for a regression.
        public let classes: [Label]?
        public let columns: Int
        let values: [Double]

        /// The prediction for a row; columns from 0.
        public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

        /// Whether the member says nothing at all about a row.
        public func isNull(row: Int) -> Bool { (0..<columns).allSatisfy { self[row, $0].isNaN } }

        /// Whether the member has a number for each column of a row.
        public func isWhole(row: Int) -> Bool { !(0..<columns).contains { self[row, $0].isNaN } }

        /// The column with the row's largest value, the first of equals; NaN is less than any number.
        public func largestColumn(row: Int) -> Int {
            (1..<max(1, columns)).reduce(0) { best, column in
                let isLarger = self[row, column] > self[row, best]
                return isLarger || self[row, best].isNaN ? column : best
            }
        }
    }

    public let rows: Int
    public private(set) var ballots: [Ballot] = []
    public private(set) var missing: [String] = []

    public init(rows: Int) { self.rows = rows }

    /// Adds a member's answer.
    /// - Precondition: it has the request's rows, at least one column, and a class for each column.
    public mutating func add(service: String, classes: [Label]?, answer: MemberAnswer) {
        precondition(answer.rows == rows && answer.columns > 0)
        precondition(classes.map { $0.count == answer.columns } ?? true)
        ballots.append(
            Ballot(
                service: service, classes: classes, columns: answer.columns, values: answer.values))
    }

    /// Notes a member that was asked and is not here.
    public mutating func addMissing(service: String) { missing.append(service) }
}

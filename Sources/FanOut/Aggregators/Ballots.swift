public import InferenceAPI

/// What the members said about the rows of one request, in route order: the aggregator's input.
///
/// Only members that answered are here; the names of the others stand in `missing`, or in `awaited`
/// while they may still answer.
public struct Ballots: Sendable {
    /// One member's predictions, `rows x columns`, row-major; NaN where it answered `null`.
    public struct Ballot: Sendable, Equatable {
        public let service: String
        /// The class of each column; nil for a regression, or where `labels` says it row by row.
        public fileprivate(set) var classes: [Label]?
        public let columns: Int
        let values: [Double]
        /// The label of each row, from a member whose columns are not its classes' probabilities.
        let labels: [Label?]?
        /// Their probabilities; nil: the first column.
        let shares: [Double]?
        /// Whether configuration says it, because the member did not.
        var isSubstitute = false

        init(
            service: String, classes: [Label]?, columns: Int, values: [Double],
            labels: [Label?]? = nil, shares: [Double]? = nil
        ) {
            self.service = service
            self.classes = classes
            self.columns = columns
            self.values = values
            self.labels = labels
            self.shares = shares
        }

        /// The probability of the label that the member tells for a row; nil where it tells none.
        func share(row: Int) -> Double? {
            let share = shares?[row] ?? self[row, 0]
            return share.isNaN ? nil : share
        }

        /// The prediction for a row; columns from 0.
        public subscript(row: Int, column: Int) -> Double { values[row * columns + column] }

        /// All columns of a row.
        public func prediction(row: Int) -> [Double] {
            Array(values[row * columns..<(row + 1) * columns])
        }

        /// Whether the member says nothing at all about a row.
        public func isNull(row: Int) -> Bool {
            (labels.map { $0[row] == nil } ?? true)
                && (0..<columns).allSatisfy { self[row, $0].isNaN }
        }

        /// Whether the member has a number for each column of a row.
        public func isWhole(row: Int) -> Bool { !(0..<columns).contains { self[row, $0].isNaN } }

        /// The column with the row's largest value, the first of equals; NaN is less than any number.
        public func largestColumn(row: Int) -> Int {
            (1..<max(1, columns)).reduce(0) { best, column in
                let isLarger = self[row, column] > self[row, best]
                return isLarger || self[row, best].isNaN ? column : best
            }
        }

        /// The class that the member names for a row; nil for a regression.
        public func label(row: Int) -> Label? {
            if let labels { return labels[row] }
            return classes.map { $0[largestColumn(row: row)] }
        }
    }

    public let rows: Int
    public private(set) var ballots: [Ballot] = []
    public private(set) var missing: [String] = []
    public private(set) var awaited: [String] = []

    public init(rows: Int) { self.rows = rows }

    /// Adds a member's answer.
    /// - Precondition: it has the request's rows, at least one column, and a class for each column.
    public mutating func add(service: String, classes: [Label]?, answer: MemberAnswer) {
        precondition(answer.rows == rows && answer.columns > 0)
        precondition(classes.map { $0.count == answer.columns } ?? true)
        add(
            Ballot(
                service: service, classes: classes, columns: answer.columns, values: answer.values))
    }

    mutating func add(_ ballot: Ballot) { ballots.append(ballot) }

    /// Notes a member that was asked and is not here.
    public mutating func addMissing(service: String) { missing.append(service) }

    /// Notes a member that may still answer.
    public mutating func addAwaited(service: String) { awaited.append(service) }

    /// What stands for a missing answer is of the others' classes, where they are as many.
    mutating func lendClasses() {
        guard let lender = ballots.first(where: { $0.classes != nil }) else { return }
        for place in ballots.indices
        where ballots[place].isSubstitute && ballots[place].columns == lender.columns {
            ballots[place].classes = lender.classes
        }
    }
}

extension Ballots {
    /// The classes that all members share; nil if all are regressions.
    func commonClasses() throws(AggregationError) -> [Label]? {
        for ballot in ballots where ballot.labels != nil && ballot.classes == nil {
            throw .labelsAlone(service: ballot.service)
        }
        for ballot in ballots.dropFirst()
        where ballot.classes != ballots[0].classes || ballot.columns != ballots[0].columns {
            throw .differentClasses(first: ballots[0].service, other: ballot.service)
        }
        return ballots[0].classes
    }

    /// A number for each class, made of what the members that are whole in a row say about it.
    func combined(
        row: Int, _ combine: (_ heard: [Ballot], _ column: Int) -> Double
    ) throws(AggregationError) -> RowAnswer {
        let classes = try commonClasses()
        let heard = ballots.filter { $0.isWhole(row: row) }
        let columns = classes == nil ? 1 : ballots[0].columns
        let values = (0..<columns).map { heard.isEmpty ? .nan : combine(heard, $0) }
        guard let classes else { return .value(values[0]) }
        return .distribution(values, classes: classes)
    }

    /// The class that a member votes for in a row; nil where it says nothing about it.
    func vote(of ballot: Ballot, row: Int) throws(AggregationError) -> Label? {
        guard ballot.classes != nil || ballot.labels != nil else {
            throw .noClasses(service: ballot.service)
        }
        return ballot.isNull(row: row) ? nil : ballot.label(row: row)
    }
}

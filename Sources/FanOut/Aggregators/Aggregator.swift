/// Folds the members' predictions for one row into one answer. Pure: no clock, no I/O, no state.
///
/// Conform a type of your own and put it into the `AggregatorRegistry` that the proxy is built with.
public protocol Aggregator: Sendable {
    /// Whether it compares classes: the proxy then learns each member's classes before it calls.
    var needsClasses: Bool { get }

    /// Whether it refuses members of different classes: the proxy then warns of them beforehand.
    var needsEqualClasses: Bool { get }

    /// What the labels of its answers name.
    var naming: LabelNaming { get }

    /// The answer for a row, from 0 to `ballots.rows - 1`. At least one member is present.
    ///
    /// What happens with members in `ballots.missing` is the aggregator's own rule, to be documented.
    func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer

    /// The answers for several rows, one for each: where all together cost less than one by one.
    func answers(rows: [Int], of ballots: Ballots) throws(AggregationError) -> [RowAnswer]

    /// Whether `earlyAnswer` can ever know better than to wait: `stop-early: true` is refused where not.
    var canStopEarly: Bool { get }

    /// Whether it stops early without being told to.
    var alwaysStopsEarly: Bool { get }

    /// The answer for a row that the members in `ballots.awaited` cannot change any more; nil: wait.
    func earlyAnswer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer?
}

/// What the label of an answer names.
public enum LabelNaming: Sendable {
    /// A class of the members.
    case classes
    /// The member with the highest first prediction, or the lowest.
    case highestMember, lowestMember
}

extension Aggregator {
    public var needsEqualClasses: Bool { false }

    public var naming: LabelNaming { .classes }

    public func answers(
        rows: [Int], of ballots: Ballots
    ) throws(AggregationError) -> [RowAnswer] {
        var answers: [RowAnswer] = []
        answers.reserveCapacity(rows.count)
        for row in rows { answers.append(try answer(row: row, of: ballots)) }
        return answers
    }

    public var canStopEarly: Bool { false }
    public var alwaysStopsEarly: Bool { false }

    public func earlyAnswer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer? {
        nil
    }
}

/// Why members' answers cannot be folded.
public enum AggregationError: Error, Sendable, Equatable, CustomStringConvertible {
    case differentClasses(first: String, other: String)
    case noClasses(service: String)
    case labelsAlone(service: String)
    case noLabel
    case noAnswer
    /// A member without whose answer there is none.
    case missing(service: String)
    /// A model over the answers takes another number of features than members have columns.
    case width(found: Int, expected: Int, columns: [Column])
    /// A model over the answers refuses them.
    case refused(reason: String)

    /// How many numbers of a member there are in a row.
    public struct Column: Sendable, Equatable {
        public let service: String
        public let count: Int

        public init(service: String, count: Int) {
            self.service = service
            self.count = count
        }
    }

    public var description: String {
        switch self {
        case .differentClasses(let first, let other):
            "\(first) and \(other) predict different classes, so their answers cannot be combined."
        case .noClasses(let service):
            "\(service) predicts no classes, so it cannot vote."
        case .labelsAlone(let service):
            "\(service) tells labels and no probability of each class: it can vote, but not be averaged."
        case .noLabel:
            "This route collects predictions and has no label; ask /predict instead."
        case .noAnswer:
            "No service was asked about these rows, so they have no label."
        case .missing(let service):
            "\(service) has no answer, and the model over the answers needs one or a default for it."
        case .width(let found, let expected, let columns):
            "The model over the answers takes \(expected) features, but the members predict \(found) "
                + "values a row: "
                + columns.map { "\($0.service) \($0.count)" }.joined(separator: ", ") + "."
        case .refused(let reason): "The model over the answers refuses them: \(reason)."
        }
    }
}

public import InferenceAPI

/// Folds the members' predictions for one row into one answer. Pure: no clock, no I/O, no state.
///
/// Conform a type of your own and put it into the `AggregatorRegistry` that the proxy is built with.
public protocol Aggregator: Sendable {
    /// Whether it compares classes: the proxy then learns each member's classes before it calls.
    var needsClasses: Bool { get }

    /// The answer for a row, from 0 to `ballots.rows - 1`. At least one member is present.
    ///
    /// What happens with members in `ballots.missing` is the aggregator's own rule, to be documented.
    func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer
}

/// The answer for one row.
public enum RowAnswer: Sendable, Equatable {
    /// A label and the probability (or share of votes) it has.
    case label(Label, probability: Double)
    /// A regression's value.
    case value(Double)
}

/// Why members' answers cannot be folded.
public enum AggregationError: Error, Sendable, Equatable, CustomStringConvertible {
    case differentClasses(first: String, other: String)
    case noClasses(service: String)
    case noLabel

    public var description: String {
        switch self {
        case .differentClasses(let first, let other):
            "\(first) and \(other) predict different classes, so their answers cannot be combined."
        case .noClasses(let service):
            "\(service) predicts no classes, so it cannot vote."
        case .noLabel:
            "This route collects predictions and has no label; ask /predict instead."
        }
    }
}

/// Why steps make no plan.
public struct PlanError: Error, Sendable, Equatable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case unknownService(String, known: [String])
        /// A service stands twice on one way through the graph.
        case askedTwice(String)
        case empty(step: String)
        case unknownAggregator(String, known: [String])
        case badAggregator(String, reason: String)
        case stopsNotEarly(String)
        case stopsEarlyAlone
        case requiredElsewhere(String, key: String, known: [String])
        case quorumOutOfRange(found: Int, steps: Int)
        case inputWithoutPrevious(Step.Input)
        /// Behind `otherwise` nothing is ever chosen.
        case unreachable
        case badCondition(ExpressionError)
        case noService
        case tooDeep(limit: Int)
    }

    public let reason: Reason
    public let mark: SourceMark?

    public init(_ reason: Reason, at mark: SourceMark?) {
        self.reason = reason
        self.mark = mark
    }

    public var description: String { reason.sentence }
}

extension PlanError.Reason {
    private static func list(_ words: [String]) -> String {
        words.isEmpty ? "there are none" : "there are: \(words.joined(separator: ", "))"
    }

    fileprivate var sentence: String {
        switch self {
        case .unknownService(let name, let known):
            "service \(name) is not configured; \(Self.list(known))."
        case .askedTwice(let name):
            "service \(name) would be asked twice by one request; name it once, or in different "
                + "branches of a switch or split."
        case .empty(let step): "\(step) has no steps; list at least one."
        case .unknownAggregator(let name, let known):
            "aggregator \(name) is not known; \(Self.list(known))."
        case .badAggregator(let name, let reason): "aggregate \(name): \(reason)"
        case .stopsNotEarly(let name):
            "aggregator \(name) needs every answer, so stop-early cannot be true."
        case .stopsEarlyAlone: "stop-early needs an aggregator that can: write aggregate."
        case .requiredElsewhere(let name, let key, let known):
            "\(key) names \(name), which this step does not ask; \(Self.list(known))."
        case .quorumOutOfRange(let found, let steps):
            "quorum must be from 1 to \(steps), the number of steps, not \(found)."
        case .inputWithoutPrevious(let input):
            "input: \(input.rawValue) needs a step before this one in a sequence."
        case .unreachable: "this branch is never reached: it stands behind otherwise."
        case .badCondition(let error): error.description
        case .noService: "no service would be asked."
        case .tooDeep(let limit): "steps nest more than \(limit) levels deep."
        }
    }
}

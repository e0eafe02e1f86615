import InferenceAPI

/// Asks a model what the members' predictions amount to: a row's features are all their columns, one
/// member behind the other in graph order. A step without columns of its own, as another proxy, counts
/// by the probability of its label.
///
/// A member that is missing, or silent about the row, has its default; without one the answer is
/// refused. A single `null` is a missing value, which the model takes or refuses.
public struct Stacking: Aggregator {
    private let model: StackedModel
    private let services: [String]
    private let defaults: [String: [Double]]

    public var needsClasses: Bool { false }

    /// - Parameters:
    ///   - services: those whose answers it folds, in graph order.
    ///   - defaults: what stands for a member's answer, at least one number.
    public init(_ model: StackedModel, services: [String], defaults: [String: [Double]] = [:]) {
        self.model = model
        self.services = services
        self.defaults = defaults
    }

    public func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
        guard let answer = try answers(rows: [row], of: ballots).first else { throw .noAnswer }
        return answer
    }

    public func answers(
        rows: [Int], of ballots: Ballots
    ) throws(AggregationError) -> [RowAnswer] {
        var values: [Double] = []
        for row in rows {
            let features = try features(of: row, ballots)
            let found = features.reduce(0) { $0 + $1.count }
            guard found == model.features else {
                throw .width(
                    found: found, expected: model.features,
                    columns: zip(services, features).map { .init(service: $0, count: $1.count) })
            }
            for part in features { values += part }
        }
        return try model.answers(rows.count, values)
    }

    /// The numbers of each member.
    private func features(
        of row: Int, _ ballots: Ballots
    ) throws(AggregationError) -> [[Double]] {
        var features: [[Double]] = []
        for service in services {
            let ballot = ballots.ballots.first { $0.service == service && !$0.isNull(row: row) }
            guard let numbers = ballot?.prediction(row: row) ?? defaults[service] else {
                throw .missing(service: service)
            }
            features.append(numbers)
        }
        return features
    }
}

/// A model over members' predictions. Whoever makes it knows where models come from.
public struct StackedModel: Sendable {
    /// The answers for rows whose features stand one row behind the other.
    public typealias Answers =
        @Sendable (_ rows: Int, _ values: [Double]) throws(AggregationError) -> [RowAnswer]

    /// Of a row.
    public let features: Int
    let answers: Answers

    public init(features: Int, answers: @escaping Answers) {
        self.features = features
        self.answers = answers
    }
}

public import InferenceAPI

/// The answer for one row.
public enum RowAnswer: Sendable, Equatable {
    /// A label and the probability (or share of votes) it has; nil where that is not known.
    case label(Label, probability: Double?)
    /// A value for each class; the label is the class with the highest, the first of equals.
    case distribution([Double], classes: [Label])
    /// A regression's value.
    case value(Double)
    /// For each service whether it found something: `{"<service>":0|1}`.
    case flags([Flag])

    public struct Flag: Sendable, Equatable {
        public let service: String
        public let isSet: Bool

        public init(service: String, isSet: Bool) {
            self.service = service
            self.isSet = isSet
        }
    }

    /// The label and its probability; nil for a value and for flags.
    public var label: (label: Label, probability: Double?)? {
        switch self {
        case .label(let label, let probability): return (label, probability)
        case .distribution(let values, let classes):
            let best = values.indices.dropFirst().reduce(0) { best, column in
                values[column] > values[best] || values[best].isNaN ? column : best
            }
            guard values.indices.contains(best), classes.indices.contains(best) else { return nil }
            return (classes[best], values[best])
        case .value, .flags: return nil
        }
    }
}

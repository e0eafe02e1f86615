public import WeightFormat

/// What a model takes and gives.
public struct Signature: Equatable, Sendable {
    /// The features' names, in the model's order.
    public let features: [String]
    /// Labels in the order of the probability columns.
    public let classes: [ClassLabel]?
    /// The width in which rows enter.
    public let input: Precision
    public let task: ModelDescription.Task
    public let outputs: [OutputSignature]
    /// Whether NaN, a missing value, is one of a feature's values; infinities are then too.
    public let acceptsMissing: Bool

    public init(
        features: [String], classes: [ClassLabel]? = nil, input: Precision,
        task: ModelDescription.Task, outputs: [OutputSignature], acceptsMissing: Bool = false
    ) {
        self.features = features
        self.classes = classes
        self.input = input
        self.task = task
        self.outputs = outputs
        self.acceptsMissing = acceptsMissing
    }
}

/// One of a model's outputs.
public struct OutputSignature: Equatable, Sendable {
    public let name: OutputName
    /// The name under which the source graph answers it.
    public let alias: String?
    public let columns: Int
    /// The width of its numbers; nil for labels.
    public let precision: Precision?

    public init(
        name: OutputName, alias: String? = nil, columns: Int, precision: Precision? = nil
    ) {
        self.name = name
        self.alias = alias
        self.columns = columns
        self.precision = precision
    }
}

public import WeightFormat

/// What a model takes and gives.
public struct Signature: Equatable, Sendable {
    /// The features in the model's order.
    public let features: [FeatureSignature]
    /// Labels in the order of the probability columns.
    public let classes: [ClassLabel]?
    /// The width in which rows enter.
    public let input: Precision
    public let task: ModelDescription.Task
    public let outputs: [OutputSignature]
    /// Whether NaN, a missing value, is one of a feature's values; infinities are then too.
    public let acceptsMissing: Bool

    public init(
        features: [FeatureSignature], classes: [ClassLabel]? = nil, input: Precision,
        task: ModelDescription.Task, outputs: [OutputSignature], acceptsMissing: Bool = false
    ) {
        self.features = features
        self.classes = classes
        self.input = input
        self.task = task
        self.outputs = outputs
        self.acceptsMissing = acceptsMissing
    }

    /// Whether the rows are columns of their own types; a model of numbers takes one matrix.
    public var takesColumns: Bool { features.contains { $0.type != .number } }
}

/// One of a model's input columns.
public struct FeatureSignature: Hashable, Sendable {
    public let name: String
    public let type: FeatureType

    public init(name: String, type: FeatureType = .number) {
        self.name = name
        self.type = type
    }
}

/// The element type of an output, named as the Open Inference Protocol names it.
public enum Datatype: String, Hashable, Sendable {
    case bool = "BOOL"
    case int32 = "INT32"
    case int64 = "INT64"
    case float32 = "FP32"
    case float64 = "FP64"
    /// Text.
    case bytes = "BYTES"

    public init(_ precision: Precision) {
        switch precision {
        case .float32: self = .float32
        case .float64: self = .float64
        }
    }

    /// The type of class labels: integers, texts, truths or reals.
    public init(labels: [ClassLabel]) {
        switch labels.first {
        case .text: self = .bytes
        case .boolean: self = .bool
        case .real: self = .float64
        case .integer, nil: self = .int64
        }
    }
}

/// One of a model's outputs.
public struct OutputSignature: Equatable, Sendable {
    /// Which of our outputs it is; nil for another output of a graph, which stands in
    /// ``Predictions/others`` under its name.
    public let output: OutputName?
    public let name: String
    /// The name under which the source graph answers it.
    public let alias: String?
    /// The type of its elements; of `label` that of the class labels.
    public let datatype: Datatype
    /// Dimensions of the whole output, nil where they vary with the rows: `[nil, 3]`, and of `label`
    /// `[nil]`.
    public let shape: [Int?]

    public init(
        _ output: OutputName, alias: String? = nil, datatype: Datatype, columns: Int
    ) {
        self.output = output
        name = output.rawValue
        self.alias = alias
        self.datatype = datatype
        shape = output == .label ? [nil] : [nil, columns]
    }

    /// Another output of a graph, under the graph's own name.
    public init(other name: String, datatype: Datatype, shape: [Int?]) {
        output = nil
        self.name = name
        alias = nil
        self.datatype = datatype
        self.shape = shape
    }

    /// Elements a row.
    public var columns: Int { shape.dropFirst().reduce(1) { $0 * ($1 ?? 1) } }

    /// Whether there is one entry a row, and every other dimension is constant.
    public var isByRow: Bool {
        shape.first == .some(nil) && shape.dropFirst().allSatisfy { $0 != nil }
    }

    /// The width of its numbers; nil for labels and for what is no floating-point number.
    public var precision: Precision? {
        switch datatype {
        case .float32: .float32
        case .float64: output == .label ? nil : .float64
        case .bool, .int32, .int64, .bytes: nil
        }
    }
}

/// What a model computes, as data: the stages a row passes through, in order.
///
/// It is the JSON under `model` in a weight file's metadata (FORMAT.md, section 4). It names the
/// tensors it needs; their numbers stand in the file's body.
public struct ModelDescription: Codable, Equatable, Sendable {
    public enum Task: String, Codable, Sendable {
        case classification, regression, outlier, transform
    }

    public var task: Task
    /// The width in which rows enter the first stage.
    public var input: Precision
    /// Empty where there is a graph.
    public var stages: [Stage]
    /// The computation where it is no chain of stages.
    public var graph: ModelGraph?
    /// Names under which the source graph answers, by our own output name (`label`,
    /// `probabilities`, `decision`, `value`, `score`, `transformed`).
    public var outputs: [String: String]?

    public init(
        task: Task, input: Precision, stages: [Stage], graph: ModelGraph? = nil,
        outputs: [String: String]? = nil
    ) {
        self.task = task
        self.input = input
        self.stages = stages
        self.graph = graph
        self.outputs = outputs
    }
}

/// The IEEE 754 width of a computation.
public enum Precision: String, Codable, Sendable {
    case float32, float64
}

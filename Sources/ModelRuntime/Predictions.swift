public import Tensors

/// A model's answers to a batch; what the model does not give is nil.
///
/// All fields are plain arrays that a caller may keep and hand back: a later form of `predict` can
/// fill them in place.
public struct Predictions: Equatable, Sendable {
    public let rows: Int
    /// Class index, row by row.
    public var labels: [Int32]?
    /// rows x classes, or rows x 1 where the model gives one probability.
    public var probabilities: Numbers?
    public var decision: Numbers?
    public var value: Numbers?
    /// Outlier score, rows x 1.
    public var score: Numbers?
    public var transformed: Numbers?
    /// Further outputs of a graph by their names there.
    public var others: [String: Tensor]

    public init(
        rows: Int, labels: [Int32]? = nil, probabilities: Numbers? = nil,
        decision: Numbers? = nil, value: Numbers? = nil, score: Numbers? = nil,
        transformed: Numbers? = nil, others: [String: Tensor] = [:]
    ) {
        self.rows = rows
        self.labels = labels
        self.probabilities = probabilities
        self.decision = decision
        self.value = value
        self.score = score
        self.transformed = transformed
        self.others = others
    }

    /// What REST calls `prediction`.
    public var primary: Numbers? { probabilities ?? value ?? decision ?? score ?? transformed }
}

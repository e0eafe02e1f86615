import Tensors

/// Room for a model's answers that one caller at a time keeps from one prediction to the next: with
/// batches of one size, predictions after the first need no new memory.
public struct Workspace: Sendable {
    private enum Holder { case predictions, narrow, wide }

    private var holder = Holder.predictions
    /// What a model answers that does not fill the storage below.
    private var predictions = Predictions(rows: 0)
    private var narrow = ScoreAnswers<Float>()
    private var wide = ScoreAnswers<Double>()

    public init() {}

    /// The answers to the last batch.
    public func withPredictions<Result>(
        _ body: (Predictions) throws -> Result
    ) rethrows -> Result {
        switch holder {
        case .predictions: return try body(predictions)
        case .narrow: return try narrow.withPredictions(body)
        case .wide: return try wide.withPredictions(body)
        }
    }

    mutating func hold(_ predictions: Predictions) {
        holder = .predictions
        self.predictions = predictions
    }

    @inline(__always)
    mutating func fillNarrow(_ body: (inout ScoreAnswers<Float>) -> Void) {
        holder = .narrow
        body(&narrow)
    }

    @inline(__always)
    mutating func fillWide(_ body: (inout ScoreAnswers<Double>) -> Void) {
        holder = .wide
        body(&wide)
    }
}

/// Scores and what a head makes of them, each in storage that stays.
struct ScoreAnswers<Score: Width>: Sendable {
    enum Role { case probabilities, value, labelsAlone }

    var scores = Matrix<Score>(rows: 0, columns: 0)
    /// Probabilities or values, as `role` says.
    var results = Matrix<Score>(rows: 0, columns: 0)
    var labels: [Int32] = []
    var role = Role.value
    /// Whether the scores themselves are an answer too.
    var showsDecision = false

    /// Lends the answers out as predictions, which share the storage.
    func withPredictions<Result>(
        _ body: (Predictions) throws -> Result
    ) rethrows -> Result {
        let hasLabels = role != .value
        let results = role == .labelsAlone ? nil : Score.wrap(results)
        let predictions = Predictions(
            rows: scores.rows, labels: hasLabels ? labels : nil,
            probabilities: hasLabels ? results : nil,
            decision: showsDecision ? Score.wrap(scores) : nil,
            value: hasLabels ? nil : results)
        return try body(predictions)
    }
}

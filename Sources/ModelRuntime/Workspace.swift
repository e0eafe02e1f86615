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
    private var narrowStages = StageResults<Float>()
    private var wideStages = StageResults<Double>()

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

    /// One of the stages before the last.
    @inline(__always)
    mutating func narrowStage(_ fill: (inout Matrix<Float>) -> Void) -> Numbers {
        .float32(narrowStages.next(fill))
    }

    @inline(__always)
    mutating func wideStage(_ fill: (inout Matrix<Double>) -> Void) -> Numbers {
        .float64(wideStages.next(fill))
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
    enum Decision { case none, scores, summed }

    var scores = Matrix<Score>(rows: 0, columns: 0)
    /// Probabilities or values, as `role` says.
    var results = Matrix<Score>(rows: 0, columns: 0)
    var labels: [Int32] = []
    /// Scores of classes, where those above are of pairs of them.
    var summed = Matrix<Score>(rows: 0, columns: 0)
    var role = Role.value
    var decision = Decision.none

    /// One row's numbers on the way to its scores.
    var values: [Score] = []
    var pairing = Pairing<Score>()

    /// Lends the answers out as predictions, which share the storage.
    func withPredictions<Result>(
        _ body: (Predictions) throws -> Result
    ) rethrows -> Result {
        try body(predictions)
    }

    var predictions: Predictions {
        let hasLabels = role != .value
        let results = role == .labelsAlone ? nil : Score.wrap(results)
        let decision: Numbers? =
            switch decision {
            case .none: nil
            case .scores: Score.wrap(scores)
            case .summed: Score.wrap(summed)
            }
        return Predictions(
            rows: scores.rows, labels: hasLabels ? labels : nil,
            probabilities: hasLabels ? results : nil,
            decision: decision, value: hasLabels ? nil : results)
    }
}

/// What stages before the last make of the rows: one's result lies in one matrix while the next fills
/// the other.
struct StageResults<Scalar: Width>: Sendable {
    private var last = Matrix<Scalar>(rows: 0, columns: 0)
    private var next = Matrix<Scalar>(rows: 0, columns: 0)

    @inline(__always)
    mutating func next(_ fill: (inout Matrix<Scalar>) -> Void) -> Matrix<Scalar> {
        fill(&next)
        swap(&last, &next)
        return last
    }
}

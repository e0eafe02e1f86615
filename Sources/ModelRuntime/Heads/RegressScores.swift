import Tensors
import WeightFormat

/// Scores become `value`, and show themselves as `decision`.
struct RegressScores<Scalar: Width>: DirectHead {
    let head: RegressHead
    /// nil for the platform's own.
    let exponentials: Exponentials?

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func answer(_ scores: Numbers) -> Predictions {
        var answers = ScoreAnswers<Scalar>()
        answers.scores = Scalar.unwrap(scores)
        fill(&answers)
        return answers.predictions
    }

    @inline(__always)
    func fill(_ answers: inout ScoreAnswers<Scalar>) {
        answers.role = .value
        answers.decision = head.decision == nil ? .none : .scores
        fill(&answers.results, answers.scores)
    }

    private func fill(_ values: inout Matrix<Scalar>, _ scores: Matrix<Scalar>) {
        values.fill(scores, scale: head.scale)
        switch head.link {
        case .identity: break
        case .logistic: values.applyLogistic(by: exponentials)
        case .logisticDirect: values.apply(Scalar.directSigmoid)
        case .step: values.apply { $0 > 0 ? 1 : 0 }
        case .sorted: values.sortRows()
        case .cumulativeSoftplus: values.applyCumulativeSoftplus()
        case .exp: values.applyExponential(by: exponentials)
        case .probit: values.apply(Scalar.probit)
        case .softmax: values.applySoftmax(by: exponentials)
        case .softmaxZero: values.applySoftmaxZero()
        case .log1pExp: values.apply { Scalar.log1p(Scalar.exp($0)) }
        case .signedSquare: values.apply { $0 * $0.magnitude }
        case .meanVariance: values.applyVariance()
        }
    }
}

extension Matrix where Scalar: Width {
    /// All numbers times `scale`, where there is one.
    func scaled(by scale: Double?) -> Matrix {
        guard let scale else { return self }
        var result = self
        result.apply { $0 * Scalar(scale) }
        return result
    }

    /// Each row is a mean and the logarithm of a deviation: the second becomes the variance.
    fileprivate mutating func applyVariance() {
        for row in 0..<rows { self[row, 1] = Scalar.exp(2 * self[row, 1]) }
    }
}

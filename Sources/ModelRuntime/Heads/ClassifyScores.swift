import Tensors
import WeightFormat

/// Scores become `decision`, `probabilities` and `label`.
struct ClassifyScores<Scalar: Width>: DirectHead {
    let head: ClassifyHead
    let classes: Int
    /// How to read scores of pairs of classes; nil where a score is a class's own.
    let pairs: PairwiseScores<Scalar>?
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
        if let pairs { return fill(&answers, pairs) }
        answers.decision = head.decision == nil ? .none : .scores
        guard head.link != .none else {
            answers.role = .labelsAlone
            return fill(&answers.labels, answers.scores)
        }
        answers.role = .probabilities
        fillProbabilities(&answers.results, answers.scores)
        fill(
            &answers.labels,
            head.label == .largestProbability ? answers.results : answers.scores)
    }

    /// The same where the scores are of pairs of classes.
    private func fill(_ answers: inout ScoreAnswers<Scalar>, _ pairs: PairwiseScores<Scalar>) {
        answers.decision =
            switch head.decision {
            case nil: .none
            case .scores: .scores
            case .oneVersusRest: .summed
            }
        if head.decision == .oneVersusRest || head.label == .largestScore {
            pairs.fillOneVersusRest(&answers.summed, answers.scores, &answers.pairing)
        }
        answers.role = .labelsAlone
        if head.link == .pairwiseCoupling, let platt = pairs.platt {
            answers.role = .probabilities
            pairs.fillProbabilities(
                &answers.results, answers.scores, scale: head.scale, platt, &answers.pairing)
        } else if head.link != .none, head.link != .pairwiseCoupling {
            answers.role = .probabilities
            fillProbabilities(&answers.results, answers.scores)
        }
        switch head.label {
        case .votes: pairs.fillWinners(&answers.labels, answers.scores, &answers.pairing)
        case .largestScore: fill(&answers.labels, answers.summed)
        case .largestProbability:
            fill(
                &answers.labels,
                answers.role == .probabilities ? answers.results : answers.scores)
        case .threshold, .columnThreshold: fill(&answers.labels, answers.scores)
        }
    }

    private func fillProbabilities(_ result: inout Matrix<Scalar>, _ scores: Matrix<Scalar>) {
        if scores.columns == 1, classes == 2 || head.binary != nil, head.binary != .single {
            fillTwoColumns(&result, scores)
        } else {
            result.fill(scores, scale: head.scale)
            apply(head.link, to: &result)
        }
    }

    /// One score for two classes. Where the link looks at a whole row, the row is `[-s, s]` or
    /// `[1 - s, s]` before it.
    private func fillTwoColumns(_ result: inout Matrix<Scalar>, _ scores: Matrix<Scalar>) {
        result.reuse(rows: scores.rows, columns: 2)
        let scale = Scalar(head.scale ?? 1)
        let isMirrored = head.binary == .mirror
        guard !isMirrored, head.link.isElementwise else {
            for row in 0..<scores.rows {
                let score = scores.values[row] * scale
                result.values[2 * row] = isMirrored ? -score : 1 - score
                result.values[2 * row + 1] = score
            }
            return apply(head.link, to: &result)
        }
        switch head.link {
        case .logistic, .logisticNormalized:
            for row in 0..<scores.rows { result.values[row] = scores.values[row] * scale }
            result.applyLogistic(first: scores.rows, by: exponentials)
            result.spreadComplements()
        case .logisticDirect: result.fillComplements(scores, scale) { Scalar.directSigmoid($0) }
        case .probit: result.fillComplements(scores, scale) { Scalar.probit($0) }
        case .identity, .softmax, .softmaxDirect, .softmaxZero, .pairwiseCoupling, .none:
            result.fillComplements(scores, scale) { $0 }
        }
    }

    private func apply(_ link: ClassifyHead.Link, to result: inout Matrix<Scalar>) {
        switch link {
        case .identity, .pairwiseCoupling, .none: break
        case .logistic: result.applyLogistic(by: exponentials)
        case .logisticDirect: result.apply(Scalar.directSigmoid)
        case .logisticNormalized:
            result.applyLogistic(by: exponentials)
            if result.columns > 1 { result.normalizeBySum() }
        case .softmax: result.applySoftmax(by: exponentials)
        case .softmaxDirect: result.applyDirectSoftmax()
        case .softmaxZero: result.applySoftmaxZero()
        case .probit: result.apply(Scalar.probit)
        }
    }
}

extension Matrix where Scalar: Width {
    /// Becomes the same numbers times `scale`.
    mutating func fill(_ scores: Matrix, scale: Double?) {
        reuse(rows: scores.rows, columns: scores.columns)
        let scale = Scalar(scale ?? 1)
        for index in scores.values.indices { values[index] = scores.values[index] * scale }
    }

    /// The first numbers, one a row, become `[1 - p, p]`: from the last row on, so that none is
    /// written over before it was read.
    fileprivate mutating func spreadComplements() {
        for row in (0..<rows).reversed() {
            let p = values[row]
            values[2 * row + 1] = p
            values[2 * row] = 1 - p
        }
    }

    /// Each row becomes `[1 - p, p]` with p = link(score x scale).
    @inline(__always)
    fileprivate mutating func fillComplements(
        _ scores: Matrix, _ scale: Scalar, _ link: (Scalar) -> Scalar
    ) {
        for row in 0..<scores.rows {
            let p = link(scores.values[row] * scale)
            values[2 * row] = 1 - p
            values[2 * row + 1] = p
        }
    }
}

extension ClassifyHead.Link {
    /// Whether a probability depends on its own score alone; the normalised sigmoid does for one.
    fileprivate var isElementwise: Bool {
        switch self {
        case .identity, .logistic, .logisticDirect, .logisticNormalized, .probit: true
        case .softmax, .softmaxDirect, .softmaxZero, .pairwiseCoupling, .none: false
        }
    }
}

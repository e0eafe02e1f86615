import Tensors
import WeightFormat

/// Scores become `decision`, `probabilities` and `label`.
struct ClassifyScores<Scalar: Width>: Head {
    let head: ClassifyHead
    let classes: Int
    /// How to read scores of pairs of classes; nil where a score is a class's own.
    let pairs: PairwiseScores<Scalar>?

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func answer(_ scores: Numbers) -> Predictions {
        let scores = Scalar.unwrap(scores)
        let probabilities = probabilities(scores.scaled(by: head.scale))
        let summed = needsSums ? pairs?.oneVersusRest(scores) : nil
        return Predictions(
            rows: scores.rows,
            labels: labels(scores, probabilities: probabilities, summed: summed),
            probabilities: probabilities.map(Scalar.wrap),
            decision: decision(scores, summed: summed).map(Scalar.wrap))
    }

    private var needsSums: Bool { head.decision == .oneVersusRest || head.label == .largestScore }

    private func decision(_ scores: Matrix<Scalar>, summed: Matrix<Scalar>?) -> Matrix<Scalar>? {
        switch head.decision {
        case nil: nil
        case .scores: scores
        case .oneVersusRest: summed ?? scores
        }
    }

    private func probabilities(_ scores: Matrix<Scalar>) -> Matrix<Scalar>? {
        if head.link == .none { return nil }
        if head.link == .pairwiseCoupling { return pairs?.probabilities(scores) }
        if scores.columns == 1, classes == 2 || head.binary != nil {
            return twoColumns(scores, head.binary ?? .complement)
        }
        return linked(scores)
    }

    /// One score for two classes. Where the link looks at a whole row, the row is `[-s, s]` or
    /// `[1 - s, s]` before it.
    private func twoColumns(
        _ scores: Matrix<Scalar>, _ binary: ClassifyHead.Binary
    ) -> Matrix<Scalar> {
        let first: (Scalar) -> Scalar
        switch binary {
        case .single: return linked(scores)
        case .mirror: first = { -$0 }
        case .complement: first = { 1 - $0 }
        }
        if head.link.isElementwise, binary == .complement {
            return paired(linked(scores), first)
        }
        return linked(paired(scores, first))
    }

    private func paired(
        _ scores: Matrix<Scalar>, _ first: (Scalar) -> Scalar
    ) -> Matrix<Scalar> {
        var values: [Scalar] = []
        values.reserveCapacity(2 * scores.rows)
        for score in scores.values {
            values.append(first(score))
            values.append(score)
        }
        return Matrix(rows: scores.rows, columns: 2, values: values)
    }

    private func linked(_ scores: Matrix<Scalar>) -> Matrix<Scalar> {
        var result = scores
        switch head.link {
        case .identity, .pairwiseCoupling, .none: break
        case .logistic: result.apply(Scalar.sigmoid)
        case .logisticDirect: result.apply(Scalar.directSigmoid)
        case .logisticNormalized:
            result.apply(Scalar.sigmoid)
            if result.columns > 1 { result.normalizeBySum() }
        case .softmax: result.applySoftmax()
        case .softmaxDirect: result.applyDirectSoftmax()
        case .softmaxZero: result.applySoftmaxZero()
        case .probit: result.apply(Scalar.probit)
        }
        return result
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

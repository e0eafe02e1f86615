import Tensors
import WeightFormat

/// Scores become `value`.
struct RegressScores<Scalar: Width>: Head {
    let link: RegressHead.Link

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func answer(_ scores: Numbers) -> Predictions {
        var values = Scalar.unwrap(scores)
        switch link {
        case .identity: break
        case .logistic: values.apply(Scalar.sigmoid)
        case .exp: values.apply(Scalar.exp)
        case .probit: values.apply(Scalar.probit)
        case .softmax: values.applySoftmax()
        case .softmaxZero: values.applySoftmaxZero()
        }
        return Predictions(rows: values.rows, value: Scalar.wrap(values))
    }
}

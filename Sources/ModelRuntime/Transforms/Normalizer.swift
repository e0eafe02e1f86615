import Tensors
import WeightFormat

/// Each row divided by its norm.
struct Normalizer<Scalar: Width>: WidthStep {
    let norm: RowNorm

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var result = x
        result.normalizeRows(by: norm)
        return result
    }
}

extension NormalizerStage.Norm {
    var rowNorm: RowNorm {
        switch self {
        case .max: .max
        case .absoluteMax: .absoluteMax
        case .l1: .l1
        case .l2: .l2
        }
    }
}

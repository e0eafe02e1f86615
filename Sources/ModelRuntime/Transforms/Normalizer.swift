import Tensors
import WeightFormat

/// Each row divided by its norm.
struct Normalizer<Scalar: Width>: FillingStep {
    let norm: RowNorm

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func fill(_ result: inout Matrix<Scalar>, _ x: Matrix<Scalar>) {
        result.reuse(rows: x.rows, columns: x.columns)
        for index in x.values.indices { result.values[index] = x.values[index] }
        result.normalizeRows(by: norm)
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

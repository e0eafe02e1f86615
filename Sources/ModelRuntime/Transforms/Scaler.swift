import Tensors
import WeightFormat

/// `(x - offset) * scale` or `(x - offset) / scale`, feature by feature.
///
/// The two are not one: a division by the deviation rounds once, a multiplication by its inverse
/// twice.
struct Scaler<Scalar: Width>: FillingStep {
    let operation: ScalerStage.Operation
    let offset: [Scalar]
    let scale: [Scalar]

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func fill(_ result: inout Matrix<Scalar>, _ x: Matrix<Scalar>) {
        result.reuse(rows: x.rows, columns: x.columns)
        for row in 0..<x.rows {
            let start = row * x.columns
            for column in 0..<x.columns {
                let centred = x.values[start + column] - offset[column]
                result.values[start + column] =
                    operation == .multiply ? centred * scale[column] : centred / scale[column]
            }
        }
    }
}

extension Scaler {
    init(_ stage: ScalerStage, _ file: WeightFile) throws(WeightError) {
        operation = stage.operation
        offset = try Scalar.read(file.tensor(stage.offset))
        scale = try Scalar.read(file.tensor(stage.scale))
    }
}

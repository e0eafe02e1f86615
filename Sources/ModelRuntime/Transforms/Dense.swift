import Tensors
import WeightFormat

/// `activation(x · coefficientsᵀ + intercepts)`.
struct Dense<Scalar: Width, Product: WidthStep<Scalar>>: WidthStep {
    let product: Product
    let activation: DenseStage.Activation

    @specialized(where Scalar == Float, Product == PreparedLinear<Float>)
    @specialized(where Scalar == Double, Product == PreparedLinear<Double>)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var result = product.apply(x)
        switch activation {
        case .identity: break
        case .relu: result.apply { $0 < 0 ? 0 : $0 }
        case .tanh: result.apply { Scalar.tanh($0) }
        case .logistic: result.apply { Scalar.sigmoid($0) }
        }
        return result
    }
}

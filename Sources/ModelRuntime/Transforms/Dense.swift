import Tensors
import WeightFormat

/// `activation(x · coefficientsᵀ + intercepts)`.
struct Dense<Scalar: Width, Product: FillingStep<Scalar>>: FillingStep {
    let product: Product
    let activation: DenseStage.Activation
    /// nil for the platform's own.
    let exponentials: Exponentials?

    var plan: KernelPlan? { product.plan }
    var rowsPerPart: Int { product.rowsPerPart }

    @specialized(where Scalar == Float, Product == PreparedLinear<Float>)
    @specialized(where Scalar == Double, Product == PreparedLinear<Double>)
    func fill(_ result: inout Matrix<Scalar>, _ x: Matrix<Scalar>) {
        product.fill(&result, x)
        switch activation {
        case .identity: break
        case .relu: result.apply { $0 < 0 ? 0 : $0 }
        case .tanh: result.applyTanh(by: exponentials)
        case .logistic: result.applyLogistic(by: exponentials)
        }
    }
}

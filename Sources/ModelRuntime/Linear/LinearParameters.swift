import Tensors
import WeightFormat

/// `x · coefficientsᵀ + intercepts`, as the file has it.
struct LinearParameters<Scalar: Width>: WidthStep {
    /// outputs x features.
    let coefficients: Matrix<Scalar>
    let intercepts: [Scalar]

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        referenceProduct(x, coefficients: coefficients, intercepts: intercepts)
    }
}

extension LinearParameters {
    /// - Parameters:
    ///   - coefficients: the name of a tensor [outputs, features].
    ///   - intercepts: the name of a tensor [outputs].
    init(
        coefficients: String, intercepts: String, _ file: WeightFile
    ) throws(WeightError) {
        self.coefficients = try file.matrix(coefficients)
        self.intercepts = try Scalar.read(file.tensor(intercepts))
    }
}

/// The product in the layout that suits its sides.
struct PreparedLinear<Scalar: Width>: WidthStep, DirectStep {
    private let product: DenseProduct<Scalar>

    var plan: KernelPlan? { product.plan }

    init(_ parameters: LinearParameters<Scalar>, for instructionSet: InstructionSet) {
        product = DenseProduct(
            coefficients: parameters.coefficients, intercepts: parameters.intercepts,
            for: instructionSet)
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> { product(x) }

    func fill(_ scores: inout Matrix<Scalar>, _ x: Matrix<Scalar>) { product.fill(&scores, x) }
}

import Tensors
import WeightFormat

/// `x · coefficientsᵀ + intercepts`, as the file has it.
struct LinearParameters<Scalar: Width>: FillingStep {
    /// outputs x features.
    let coefficients: Matrix<Scalar>
    let intercepts: [Scalar]

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func fill(_ result: inout Matrix<Scalar>, _ x: Matrix<Scalar>) {
        result = referenceProduct(x, coefficients: coefficients, intercepts: intercepts)
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
struct PreparedLinear<Scalar: Width>: FillingStep, DirectStep {
    private let product: DenseProduct<Scalar>

    var plan: KernelPlan? { product.plan }
    var rowsPerPart: Int { product.rowsPerPart }

    init(_ parameters: LinearParameters<Scalar>, for instructionSet: InstructionSet) {
        product = DenseProduct(
            coefficients: parameters.coefficients, intercepts: parameters.intercepts,
            for: instructionSet)
    }

    func fill(_ result: inout Matrix<Scalar>, _ x: Matrix<Scalar>) { product.fill(&result, x) }

    func fill(_ answers: inout ScoreAnswers<Scalar>, _ x: Matrix<Scalar>) {
        product.fill(&answers.scores, x)
    }
}

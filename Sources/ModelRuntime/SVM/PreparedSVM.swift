import Tensors
import WeightFormat

/// The kernel with many support vectors in lanes; one row's kernel values at a time, so that a batch
/// needs no more room than a row.
struct PreparedSVM<Scalar: Width>: WidthStep, DirectStep {
    private let parameters: SVMParameters<Scalar>
    private let vectors: SupportVectors<Scalar>

    var plan: KernelPlan? { vectors.plan }

    init(_ parameters: SVMParameters<Scalar>, for instructionSet: InstructionSet) {
        self.parameters = parameters
        vectors = SupportVectors(
            parameters.vectors, kernel: parameters.kernel, for: instructionSet)
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var scores: [Scalar] = []
        scores.reserveCapacity(x.rows * parameters.intercepts.count)
        var values = [Scalar](repeating: 0, count: vectors.room)
        for row in 0..<x.rows {
            vectors.evaluate(x.row(row), into: &values)
            parameters.appendScores(to: &scores) { row, range, start in
                vectors.weightedSum(
                    parameters.coefficients.values, from: row * vectors.count, values,
                    over: range, startingWith: start)
            }
        }
        return Matrix(rows: x.rows, columns: parameters.intercepts.count, values: scores)
    }

    func fill(_ scores: inout Matrix<Scalar>, _ x: Matrix<Scalar>) { scores = apply(x) }
}

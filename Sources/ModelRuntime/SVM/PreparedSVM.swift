import Tensors

/// The kernel with eight support vectors in lanes; one row's kernel values at a time, so that a
/// batch needs no more room than a row.
struct PreparedSVM<Scalar: Width>: WidthStep, DirectStep {
    private let parameters: SVMParameters<Scalar>
    private let vectors: SupportVectors<Scalar>

    init(_ parameters: SVMParameters<Scalar>) {
        self.parameters = parameters
        vectors = SupportVectors(parameters.vectors, kernel: parameters.kernel)
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var scores: [Scalar] = []
        scores.reserveCapacity(x.rows * parameters.intercepts.count)
        var values = [Scalar](repeating: 0, count: vectors.count)
        for row in 0..<x.rows {
            vectors.evaluate(x.row(row), into: &values)
            parameters.appendScores(values, to: &scores)
        }
        return Matrix(rows: x.rows, columns: parameters.intercepts.count, values: scores)
    }

    func fill(_ scores: inout Matrix<Scalar>, _ x: Matrix<Scalar>) { scores = apply(x) }
}

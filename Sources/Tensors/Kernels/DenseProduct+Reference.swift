/// The definition, in feature order: the intercept is added last.
///
/// The prepared form equals it bit for bit where its sums are ordered; elsewhere they differ by no
/// more than `features` roundings of the sum of the products' magnitudes.
public func referenceProduct<Scalar: Real>(
    _ x: Matrix<Scalar>, coefficients: Matrix<Scalar>, intercepts: [Scalar]
) -> Matrix<Scalar> {
    var scores = Matrix<Scalar>(rows: x.rows, columns: coefficients.rows)
    for row in 0..<x.rows {
        for output in 0..<coefficients.rows {
            var sum: Scalar = 0
            for feature in 0..<x.columns { sum += x[row, feature] * coefficients[output, feature] }
            scores[row, output] = sum + intercepts[output]
        }
    }
    return scores
}

import Tensors
import WeightFormat

extension ClassifyScores {
    /// The class index of every row.
    func labels(
        _ scores: Matrix<Scalar>, probabilities: Matrix<Scalar>?, summed: Matrix<Scalar>?
    ) -> [Int32] {
        switch head.label {
        case .largestScore: largest(summed ?? scores)
        case .largestProbability: largest(probabilities ?? scores)
        case .threshold(let at, let inclusive):
            scores.values.map { isAbove(Double($0), at, inclusive) ? 1 : 0 }
        case .columnThreshold(let column, let at, let inclusive):
            (0..<scores.rows).map {
                isAbove(Double(scores[$0, column]), at, inclusive) ? 1 : 0
            }
        case .votes: pairs?.winners(scores) ?? largest(scores)
        }
    }

    private func isAbove(_ score: Double, _ threshold: Double, _ inclusive: Bool) -> Bool {
        score > threshold || (inclusive && score == threshold)
    }

    /// The first of the largest numbers in each row.
    private func largest(_ matrix: Matrix<Scalar>) -> [Int32] {
        (0..<matrix.rows).map { row in
            let start = row * matrix.columns
            var best = 0
            for column in 1..<max(matrix.columns, 1)
            where matrix.values[start + column] > matrix.values[start + best] {
                best = column
            }
            return Int32(best)
        }
    }
}

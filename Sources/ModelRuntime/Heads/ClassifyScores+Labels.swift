import Tensors
import WeightFormat

extension ClassifyScores {
    /// The class index of every row, into `labels`.
    func fill(
        _ labels: inout [Int32], _ scores: Matrix<Scalar>, probabilities: Matrix<Scalar>?,
        summed: Matrix<Scalar>?
    ) {
        if labels.count != scores.rows {
            labels.removeAll(keepingCapacity: true)
            labels.append(contentsOf: repeatElement(0, count: scores.rows))
        }
        switch head.label {
        case .largestScore: fillLargest(&labels, summed ?? scores)
        case .largestProbability: fillLargest(&labels, probabilities ?? scores)
        case .threshold(let at, let inclusive):
            for row in labels.indices {
                labels[row] = isAbove(Double(scores.values[row]), at, inclusive) ? 1 : 0
            }
        case .columnThreshold(let column, let at, let inclusive):
            for row in labels.indices {
                labels[row] = isAbove(Double(scores[row, column]), at, inclusive) ? 1 : 0
            }
        case .votes:
            if let pairs { labels = pairs.winners(scores) } else { fillLargest(&labels, scores) }
        }
    }

    private func isAbove(_ score: Double, _ threshold: Double, _ inclusive: Bool) -> Bool {
        score > threshold || (inclusive && score == threshold)
    }

    /// The first of the largest numbers in each row.
    private func fillLargest(_ labels: inout [Int32], _ matrix: Matrix<Scalar>) {
        for row in labels.indices {
            let start = row * matrix.columns
            var best = 0
            for column in 1..<max(matrix.columns, 1)
            where matrix.values[start + column] > matrix.values[start + best] {
                best = column
            }
            labels[row] = Int32(best)
        }
    }
}

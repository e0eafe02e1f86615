import Tensors
import WeightFormat

extension ClassifyScores {
    /// The class index of every row, into `labels`.
    ///
    /// - Parameter numbers: those that the head's rule looks at.
    func fill(_ labels: inout [Int32], _ numbers: Matrix<Scalar>) {
        labels.reuse(count: numbers.rows)
        switch head.label {
        case .largestScore, .largestProbability, .votes: fillLargest(&labels, numbers)
        case .threshold(let at, let inclusive):
            for row in labels.indices {
                labels[row] = isAbove(Double(numbers.values[row]), at, inclusive) ? 1 : 0
            }
        case .columnThreshold(let column, let at, let inclusive):
            for row in labels.indices {
                labels[row] = isAbove(Double(numbers[row, column]), at, inclusive) ? 1 : 0
            }
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

extension [Int32] {
    /// Makes these the labels of so many rows, without new memory where there is enough. What they are
    /// then is not said.
    mutating func reuse(count: Int) {
        guard count != self.count else { return }
        removeAll(keepingCapacity: true)
        append(contentsOf: repeatElement(0, count: count))
    }
}

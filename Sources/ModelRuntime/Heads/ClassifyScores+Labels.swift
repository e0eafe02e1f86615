import Tensors
import WeightFormat

extension ClassifyScores {
    /// The class index of every row, into `labels`.
    ///
    /// - Parameter numbers: those that the head's rule looks at.
    func fill(_ labels: inout [Int32], _ numbers: Matrix<Scalar>) {
        labels.reuse(count: numbers.rows)
        switch head.label {
        case .largestScore, .largestProbability, .votes: numbers.fillLargestColumns(&labels)
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

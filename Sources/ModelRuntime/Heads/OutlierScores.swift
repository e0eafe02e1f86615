import Tensors
import WeightFormat

/// The score becomes `score`, and class 1 (inlier) above the threshold, else class 0 (outlier).
struct OutlierScores<Scalar: Width>: Head {
    let head: OutlierHead

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func answer(_ scores: Numbers) -> Predictions {
        let labels: [Int32] = Scalar.unwrap(scores).values.map { score in
            let score = Double(score)
            return score > head.threshold || (head.inclusive && score == head.threshold) ? 1 : 0
        }
        return Predictions(rows: scores.rows, labels: labels, score: scores)
    }
}

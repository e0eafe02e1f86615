import Tensors

/// Scores of pairs of classes in libsvm's order (0,1) (0,2) … (1,2) …, each positive for the first
/// class of its pair.
struct PairwiseScores<Scalar: Width>: Sendable {
    let classes: Int
    let platt: PlattSigmoids<Scalar>?

    /// The class that wins most pairs, the first of equals.
    func winners(_ scores: Matrix<Scalar>) -> [Int32] {
        (0..<scores.rows).map { row in
            let votes = votes(scores.row(row))
            return Int32(votes.firstIndex(of: votes.max() ?? 0) ?? 0)
        }
    }

    /// scikit-learn's `decision_function_shape='ovr'`: the votes, and between equals the sum of the
    /// class's scores squeezed into a third of a vote. For two classes the score of class 1 alone.
    func oneVersusRest(_ scores: Matrix<Scalar>) -> Matrix<Scalar> {
        guard classes > 2 else {
            return Matrix(rows: scores.rows, columns: 1, values: scores.values.map { -$0 })
        }
        var result = Matrix<Scalar>(rows: scores.rows, columns: classes)
        for row in 0..<scores.rows {
            let pairs = scores.row(row)
            let sums = sums(pairs)
            // A score of exactly zero counts for the first class here, unlike in libsvm's votes.
            let votes = votes(pairs, zeroGoesFirst: true)
            for index in 0..<classes {
                result[row, index] =
                    Scalar(votes[index]) + sums[index] / (3 * (sums[index].magnitude + 1))
            }
        }
        return result
    }

    private func votes(_ scores: ArraySlice<Scalar>, zeroGoesFirst: Bool = false) -> [Int] {
        var votes = [Int](repeating: 0, count: classes)
        forEachPair(scores) { i, j, score in
            votes[score > 0 || (zeroGoesFirst && score == 0) ? i : j] += 1
        }
        return votes
    }

    private func sums(_ scores: ArraySlice<Scalar>) -> [Scalar] {
        var sums = [Scalar](repeating: 0, count: classes)
        forEachPair(scores) { i, j, score in
            sums[i] += score
            sums[j] -= score
        }
        return sums
    }

    private func forEachPair(_ scores: ArraySlice<Scalar>, _ body: (Int, Int, Scalar) -> Void) {
        var pair = scores.startIndex
        for i in 0..<classes {
            for j in i + 1..<max(classes, i + 1) {
                body(i, j, scores[pair])
                pair += 1
            }
        }
    }
}

extension PairwiseScores {
    /// rows x classes; by libsvm's coupling also where there are two classes, whose answer is not
    /// quite the plain sigmoid's.
    func probabilities(_ scores: Matrix<Scalar>) -> Matrix<Scalar>? {
        guard let platt else { return nil }
        var coupling = PairwiseCoupling<Scalar>(classes: classes)
        var values: [Scalar] = []
        values.reserveCapacity(scores.rows * classes)
        for row in 0..<scores.rows {
            var pair = 0
            forEachPair(scores.row(row)) { i, j, score in
                coupling.set(i, j, to: platt.probability(pair, score))
                pair += 1
            }
            values.append(contentsOf: coupling.solve())
        }
        return Matrix(rows: scores.rows, columns: classes, values: values)
    }
}

/// Platt's sigmoid of each pair: `1 / (1 + e^(slope · s + offset))`.
struct PlattSigmoids<Scalar: Width>: Sendable {
    let slopes: [Scalar]
    let offsets: [Scalar]

    /// That the first class of the pair is the right one, kept off 0 and 1 by 1e-7.
    func probability(_ pair: Int, _ score: Scalar) -> Scalar {
        let exponent = score * slopes[pair] + offsets[pair]
        let least: Scalar = 1e-7
        return min(max(Self.falling(exponent), least), 1 - least)
    }

    /// `1 / (1 + e^x)`, in float32 as ONNX Runtime takes it, in float64 as libsvm does: without
    /// cancellation on either side.
    private static func falling(_ x: Scalar) -> Scalar {
        if Scalar.self == Float.self { return 1 - Scalar.sigmoid(x) }
        guard x >= 0 else { return 1 / (1 + Scalar.exp(x)) }
        let small = Scalar.exp(-x)
        return small / (1 + small)
    }
}

import Tensors

/// Scores of pairs of classes in libsvm's order (0,1) (0,2) … (1,2) …, each positive for the first
/// class of its pair.
struct PairwiseScores<Scalar: Width>: Sendable {
    let classes: Int
    let platt: PlattSigmoids<Scalar>?

    /// The class that wins most pairs, the first of equals.
    func fillWinners(
        _ labels: inout [Int32], _ scores: Matrix<Scalar>, _ pairing: inout Pairing<Scalar>
    ) {
        labels.reuse(count: scores.rows)
        for row in labels.indices {
            count(scores.row(row), &pairing)
            var winner = 0
            for index in 0..<classes where pairing.votes[index] > pairing.votes[winner] {
                winner = index
            }
            labels[row] = Int32(winner)
        }
    }

    /// scikit-learn's `decision_function_shape='ovr'`: the votes, and between equals the sum of the
    /// class's scores squeezed into a third of a vote. For two classes the score of class 1 alone.
    func fillOneVersusRest(
        _ result: inout Matrix<Scalar>, _ scores: Matrix<Scalar>,
        _ pairing: inout Pairing<Scalar>
    ) {
        guard classes > 2 else {
            result.reuse(rows: scores.rows, columns: 1)
            for row in 0..<scores.rows { result.values[row] = -scores.values[row] }
            return
        }
        result.reuse(rows: scores.rows, columns: classes)
        for row in 0..<scores.rows {
            // A score of exactly zero counts for the first class here, unlike in libsvm's votes.
            count(scores.row(row), zeroGoesFirst: true, &pairing)
            for index in 0..<classes {
                let sum = pairing.sums[index]
                result[row, index] =
                    Scalar(pairing.votes[index]) + sum / (3 * (sum.magnitude + 1))
            }
        }
    }

    /// Each class's votes and the sum of its scores.
    private func count(
        _ scores: ArraySlice<Scalar>, zeroGoesFirst: Bool = false,
        _ pairing: inout Pairing<Scalar>
    ) {
        pairing.clear(classes: classes)
        forEachPair(scores) { i, j, score in
            pairing.votes[score > 0 || (zeroGoesFirst && score == 0) ? i : j] += 1
            pairing.sums[i] += score
            pairing.sums[j] -= score
        }
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
    func fillProbabilities(
        _ result: inout Matrix<Scalar>, _ scores: Matrix<Scalar>, scale: Double?,
        _ platt: PlattSigmoids<Scalar>, _ pairing: inout Pairing<Scalar>
    ) {
        result.reuse(rows: scores.rows, columns: classes)
        let scale = Scalar(scale ?? 1)
        pairing.withCoupling(classes: classes) { coupling in
            for row in 0..<scores.rows {
                var pair = 0
                forEachPair(scores.row(row)) { i, j, score in
                    coupling.set(i, j, to: platt.probability(pair, score * scale))
                    pair += 1
                }
                coupling.solve()
                for index in 0..<classes { result[row, index] = coupling.p[index] }
            }
        }
    }
}

/// Room in which the scores of pairs become those of classes, one row after the other.
struct Pairing<Scalar: Real>: Sendable {
    fileprivate var votes: [Int] = []
    fileprivate var sums: [Scalar] = []
    private var coupling: PairwiseCoupling<Scalar>?

    fileprivate mutating func clear(classes: Int) {
        guard votes.count == classes else {
            votes = [Int](repeating: 0, count: classes)
            sums = [Scalar](repeating: 0, count: classes)
            return
        }
        for index in 0..<classes {
            votes[index] = 0
            sums[index] = 0
        }
    }

    fileprivate mutating func withCoupling(
        classes: Int, _ body: (inout PairwiseCoupling<Scalar>) -> Void
    ) {
        var coupling = self.coupling ?? PairwiseCoupling(classes: classes)
        // Two owners would copy its storage.
        self.coupling = nil
        if coupling.classes != classes { coupling = PairwiseCoupling(classes: classes) }
        body(&coupling)
        self.coupling = coupling
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

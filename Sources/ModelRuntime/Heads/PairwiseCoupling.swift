import Tensors

/// Probabilities of k classes from the probabilities of their pairs: the second method of Wu, Lin
/// and Weng, "Probability estimates for multi-class classification by pairwise coupling" (2004),
/// which minimises `pᵀQp` under `Σp = 1`.
///
/// It starts at 1/k and stops early, as soon as no `(Qp)ᵢ` is further than 0.005/k from `pᵀQp`: the
/// distance that remains is part of the answer, and so is the order of operations.
struct PairwiseCoupling<Scalar: Real>: Sendable {
    let classes: Int
    /// That class i is right, against class j.
    private var pairs: Matrix<Scalar>
    private var q: Matrix<Scalar>
    /// The classes' probabilities, once solved.
    private(set) var p: [Scalar]
    private var qp: [Scalar]

    init(classes: Int) {
        self.classes = classes
        pairs = Matrix(rows: classes, columns: classes)
        q = Matrix(rows: classes, columns: classes)
        p = Array(repeating: 0, count: classes)
        qp = p
    }

    mutating func set(_ i: Int, _ j: Int, to probability: Scalar) {
        pairs[i, j] = probability
        pairs[j, i] = 1 - probability
    }

    mutating func solve() {
        fillQ()
        for index in 0..<classes { p[index] = 1 / Scalar(classes) }
        let tolerance = Scalar(0.005) / Scalar(classes)
        for _ in 0..<max(100, classes) {
            let pqp = multiply()
            let error = qp.reduce(0) { max($0, ($1 - pqp).magnitude) }
            if error < tolerance { break }
            sweep(from: pqp)
        }
    }

    private mutating func fillQ() {
        for i in 0..<classes {
            q[i, i] = 0
            for j in 0..<classes where j != i {
                q[i, i] += pairs[j, i] * pairs[j, i]
                q[i, j] = j < i ? q[j, i] : -pairs[j, i] * pairs[i, j]
            }
        }
    }

    /// Sets `qp` to Qp and returns pᵀQp.
    private mutating func multiply() -> Scalar {
        var pqp: Scalar = 0
        for i in 0..<classes {
            qp[i] = 0
            for j in 0..<classes { qp[i] += q[i, j] * p[j] }
            pqp += p[i] * qp[i]
        }
        return pqp
    }

    /// Moves each probability to its best, the others scaled so that the sum stays one.
    private mutating func sweep(from start: Scalar) {
        var pqp = start
        for i in 0..<classes {
            let step = (-qp[i] + pqp) / q[i, i]
            p[i] += step
            let grown = 1 + step
            pqp = (pqp + step * (step * q[i, i] + 2 * qp[i])) / grown / grown
            for j in 0..<classes {
                qp[j] = (qp[j] + step * q[i, j]) / grown
                p[j] /= grown
            }
        }
    }
}

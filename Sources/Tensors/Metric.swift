/// How far two points are from one another.
public enum Metric<Scalar: Real>: Sendable {
    case euclidean
    case manhattan
    case chebyshev
    /// `(Σ |x - y|^power)^(1 / power)`
    case minkowski(power: Scalar)
    /// `1 - x·y / (|x| |y|)`, from 0 to 2; 1 where one of them is zero.
    case cosine

    /// What grows as the distance does and costs less: sums before the root is taken.
    ///
    /// - Precondition: for `cosine` both have the length 1 (see ``unit(_:)``).
    func rank(_ x: ArraySlice<Scalar>, _ y: ArraySlice<Scalar>) -> Scalar {
        var sum: Scalar = 0
        for (x, y) in zip(x, y) {
            let difference = (x - y).magnitude
            switch self {
            case .euclidean: sum += difference * difference
            case .manhattan: sum += difference
            case .chebyshev: sum = Swift.max(sum, difference)
            case .minkowski(let power): sum += Scalar.pow(difference, power)
            case .cosine: sum += x * y
            }
        }
        return finishedRank(sum)
    }

    @inline(__always)
    func finishedRank(_ sum: Scalar) -> Scalar {
        if case .cosine = self { return Swift.min(Swift.max(1 - sum, 0), 2) }
        return sum
    }

    /// The distance that a rank stands for.
    public func distance(_ rank: Scalar) -> Scalar {
        switch self {
        case .euclidean: rank.squareRoot()
        case .minkowski(let power): Scalar.pow(rank, 1 / power)
        case .manhattan, .chebyshev, .cosine: rank
        }
    }

    /// Rows as the metric compares them: for `cosine` of length 1, or zero as they are.
    public func prepared(_ rows: Matrix<Scalar>) -> Matrix<Scalar> {
        guard case .cosine = self else { return rows }
        var unit = rows
        for row in 0..<rows.rows {
            let sum = rows.row(row).reduce(0) { $0 + $1 * $1 }
            guard sum > 0 else { continue }
            let length = sum.squareRoot()
            for column in 0..<rows.columns { unit[row, column] /= length }
        }
        return unit
    }
}

/// The definition: ranks of all points, each by itself.
public func referenceRanks<Scalar: Real>(
    _ row: ArraySlice<Scalar>, _ points: Matrix<Scalar>, _ metric: Metric<Scalar>
) -> [Scalar] {
    (0..<points.rows).map { metric.rank(row, points.row($0)) }
}

/// Points, and how near a row is to each of them.
public struct PointBlocks<Scalar: Real>: Sendable {
    public let metric: Metric<Scalar>
    private let points: VectorBlocks<Scalar>

    public var count: Int { points.count }
    public var features: Int { points.features }

    /// - Parameter points: points x features, as the metric compares them.
    public init(_ points: Matrix<Scalar>, metric: Metric<Scalar>) {
        self.metric = metric
        self.points = VectorBlocks(points)
    }

    /// The ranks of all points as seen from `row`, into the first `count` of `ranks`.
    ///
    /// - Precondition: `row` holds `features` numbers, `ranks` at least `count`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func rank(_ row: ArraySlice<Scalar>, into ranks: inout [Scalar]) {
        switch metric {
        case .euclidean:
            fold(row, into: &ranks) { sums, x, points in
                let difference = x - points
                return sums + difference * difference
            }
        case .manhattan:
            fold(row, into: &ranks) { sums, x, points in sums + Self.magnitude(x - points) }
        case .chebyshev:
            fold(row, into: &ranks) { sums, x, points in
                let difference = Self.magnitude(x - points)
                return sums.replacing(with: difference, where: difference .> sums)
            }
        case .minkowski(let power):
            fold(row, into: &ranks) { sums, x, points in
                var powers = Self.magnitude(x - points)
                for lane in powers.indices { powers[lane] = Scalar.pow(powers[lane], power) }
                return sums + powers
            }
        case .cosine: fold(row, into: &ranks) { sums, x, points in sums + x * points }
        }
    }

    @inline(__always)
    private func fold(
        _ row: ArraySlice<Scalar>, into ranks: inout [Scalar],
        step: (SIMD8<Scalar>, SIMD8<Scalar>, SIMD8<Scalar>) -> SIMD8<Scalar>
    ) {
        points.fold(row, into: &ranks, step: step) { metric.finishedRank($0) }
    }

    @inline(__always)
    private static func magnitude(_ x: SIMD8<Scalar>) -> SIMD8<Scalar> {
        x.replacing(with: -x, where: x .< 0)
    }
}

/// Points laid out for speed: eight in lanes.
///
/// Each lane sums in feature order, so the ranks equal the reference's bit for bit.
public struct PointBlocks<Scalar: Real>: Sendable {
    static var lanes: Int { 8 }

    public let count: Int
    public let features: Int
    public let metric: Metric<Scalar>
    /// [blocks of eight points, features, lanes], the last block filled up with zeros.
    let blocks: [Scalar]

    /// - Parameter points: points x features, as the metric compares them.
    public init(_ points: Matrix<Scalar>, metric: Metric<Scalar>) {
        count = points.rows
        features = points.columns
        self.metric = metric
        let blockCount = (count + Self.lanes - 1) / Self.lanes
        var blocks = [Scalar](repeating: 0, count: blockCount * features * Self.lanes)
        for point in 0..<count {
            let first = point / Self.lanes * features
            for feature in 0..<features {
                blocks[(first + feature) * Self.lanes + point % Self.lanes] = points[point, feature]
            }
        }
        self.blocks = blocks
    }

    /// The ranks of all points as seen from `row`, into the first `count` of `ranks`.
    ///
    /// - Precondition: `row` holds `features` numbers, `ranks` at least `count`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func rank(_ row: ArraySlice<Scalar>, into ranks: inout [Scalar]) {
        precondition(row.count == features, "a row has the model's features")
        precondition(ranks.count >= count, "there is room for a rank of every point")
        row.withUnsafeBufferPointer { row in
            blocks.withUnsafeBytes { blocks in
                for start in stride(from: 0, to: count, by: Self.lanes) {
                    // A block holds features x lanes numbers from start x features on.
                    let sums = sums(row, blocks, from: start * features)
                    for lane in 0..<Swift.min(Self.lanes, count - start) {
                        ranks[start + lane] = metric.finishedRank(sums[lane])
                    }
                }
            }
        }
    }

    /// - Precondition: `blocks` holds features x lanes numbers from number `start` on.
    @inline(__always)
    private func sums(
        _ row: UnsafeBufferPointer<Scalar>, _ blocks: UnsafeRawBufferPointer, from start: Int
    ) -> SIMD8<Scalar> {
        switch metric {
        case .euclidean:
            fold(row, blocks, start) { sums, x, points in
                let difference = x - points
                return sums + difference * difference
            }
        case .manhattan:
            fold(row, blocks, start) { sums, x, points in sums + Self.magnitude(x - points) }
        case .chebyshev:
            fold(row, blocks, start) { sums, x, points in
                let difference = Self.magnitude(x - points)
                return sums.replacing(with: difference, where: difference .> sums)
            }
        case .minkowski(let power):
            fold(row, blocks, start) { sums, x, points in
                var powers = Self.magnitude(x - points)
                for lane in 0..<Self.lanes { powers[lane] = Scalar.pow(powers[lane], power) }
                return sums + powers
            }
        case .cosine: fold(row, blocks, start) { sums, x, points in sums + x * points }
        }
    }

    @inline(__always)
    private func fold(
        _ row: UnsafeBufferPointer<Scalar>, _ blocks: UnsafeRawBufferPointer, _ start: Int,
        _ step: (SIMD8<Scalar>, SIMD8<Scalar>, SIMD8<Scalar>) -> SIMD8<Scalar>
    ) -> SIMD8<Scalar> {
        var sums = SIMD8<Scalar>.zero
        for feature in 0..<features {
            let offset = (start &+ feature &* Self.lanes) &* MemoryLayout<Scalar>.stride
            let points = blocks.loadUnaligned(fromByteOffset: offset, as: SIMD8<Scalar>.self)
            sums = step(sums, SIMD8(repeating: row[feature]), points)
        }
        return sums
    }

    @inline(__always)
    private static func magnitude(_ x: SIMD8<Scalar>) -> SIMD8<Scalar> {
        x.replacing(with: -x, where: x .< 0)
    }
}

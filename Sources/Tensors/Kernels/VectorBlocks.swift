/// Vectors laid out for speed: eight in lanes, so that one row meets eight of them at once.
///
/// Each lane folds in feature order: what comes out equals the plain loop's bit for bit.
struct VectorBlocks<Scalar: Real>: Sendable {
    static var lanes: Int { 8 }

    let count: Int
    let features: Int
    /// [blocks of eight vectors, features, lanes], the last block filled up with zeros.
    private let blocks: [Scalar]

    /// - Parameter vectors: vectors x features.
    init(_ vectors: Matrix<Scalar>) {
        count = vectors.rows
        features = vectors.columns
        let blockCount = (count + Self.lanes - 1) / Self.lanes
        var blocks = [Scalar](repeating: 0, count: blockCount * features * Self.lanes)
        for vector in 0..<count {
            let first = vector / Self.lanes * features
            for feature in 0..<features {
                blocks[(first + feature) * Self.lanes + vector % Self.lanes] =
                    vectors[vector, feature]
            }
        }
        self.blocks = blocks
    }

    /// Folds `row` with every vector, from 0 on, and writes what `finish` makes of each result into
    /// the first `count` of `results`.
    ///
    /// - Precondition: `row` holds `features` numbers, `results` at least `count`.
    @inline(__always)
    func fold(
        _ row: ArraySlice<Scalar>, into results: inout [Scalar],
        step: (_ sums: SIMD8<Scalar>, _ x: SIMD8<Scalar>, _ vectors: SIMD8<Scalar>) ->
            SIMD8<Scalar>,
        finish: (Scalar) -> Scalar
    ) {
        precondition(row.count == features, "a row has the vectors' features")
        precondition(results.count >= count, "there is room for a result of every vector")
        row.withUnsafeBufferPointer { row in
            blocks.withUnsafeBytes { blocks in
                for start in stride(from: 0, to: count, by: Self.lanes) {
                    // A block holds features x lanes numbers from start x features on.
                    let sums = fold(row, blocks, from: start * features, step)
                    for lane in 0..<Swift.min(Self.lanes, count - start) {
                        results[start + lane] = finish(sums[lane])
                    }
                }
            }
        }
    }

    /// - Precondition: `blocks` holds features x lanes numbers from number `start` on.
    @inline(__always)
    private func fold(
        _ row: UnsafeBufferPointer<Scalar>, _ blocks: UnsafeRawBufferPointer, from start: Int,
        _ step: (SIMD8<Scalar>, SIMD8<Scalar>, SIMD8<Scalar>) -> SIMD8<Scalar>
    ) -> SIMD8<Scalar> {
        var sums = SIMD8<Scalar>.zero
        for feature in 0..<features {
            let offset = (start &+ feature &* Self.lanes) &* MemoryLayout<Scalar>.stride
            let vectors = blocks.loadUnaligned(fromByteOffset: offset, as: SIMD8<Scalar>.self)
            sums = step(sums, SIMD8(repeating: row[feature]), vectors)
        }
        return sums
    }
}

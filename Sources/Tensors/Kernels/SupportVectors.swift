/// The kernel of a support vector machine.
public enum VectorKernel<Scalar: Real>: Sendable {
    case linear
    /// `e^(-gamma · |x - v|²)`
    case rbf(gamma: Scalar)
    /// `(gamma · x·v + coef0)^degree`
    case polynomial(gamma: Scalar, coef0: Scalar, degree: Scalar)
    /// `tanh(gamma · x·v + coef0)`
    case sigmoid(gamma: Scalar, coef0: Scalar)

    /// The kernel's value, from `|x - v|²` (RBF) or `x·v` (the others).
    @inline(__always)
    func finish(_ sum: Scalar) -> Scalar {
        switch self {
        case .linear: sum
        case .rbf(let gamma): Scalar.exp(-gamma * sum)
        case .polynomial(let gamma, let coef0, let degree):
            power(gamma * sum + coef0, degree)
        case .sigmoid(let gamma, let coef0): Scalar.tanh(gamma * sum + coef0)
        }
    }

    var isDistance: Bool { if case .rbf = self { true } else { false } }
}

/// A power by repeated squaring where the exponent is a small whole number, as libsvm does it.
func power<Scalar: Real>(_ base: Scalar, _ exponent: Scalar) -> Scalar {
    guard exponent >= 0, exponent <= 64, exponent.rounded() == exponent else {
        return Scalar.pow(base, exponent)
    }
    var result: Scalar = 1
    var square = base
    var remaining = Int(exponent)
    while remaining > 0 {
        if remaining & 1 == 1 { result *= square }
        square *= square
        remaining >>= 1
    }
    return result
}

/// The kernel between a row and every support vector, laid out for speed: eight vectors in lanes.
///
/// Each lane sums in feature order, so the values equal the reference's bit for bit.
public struct SupportVectors<Scalar: Real>: Sendable {
    static var lanes: Int { 8 }

    public let count: Int
    public let features: Int
    public let kernel: VectorKernel<Scalar>
    /// [blocks of eight vectors, features, lanes], the last block filled up with zeros.
    let blocks: [Scalar]

    /// - Parameter vectors: vectors x features.
    public init(_ vectors: Matrix<Scalar>, kernel: VectorKernel<Scalar>) {
        count = vectors.rows
        features = vectors.columns
        self.kernel = kernel
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

    /// The kernel's values between `row` and the vectors, into the first `count` of `values`.
    ///
    /// - Precondition: `row` holds `features` numbers, `values` at least `count`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func evaluate(_ row: ArraySlice<Scalar>, into values: inout [Scalar]) {
        precondition(row.count == features, "a row has the model's features")
        precondition(values.count >= count, "there is room for a value of every vector")
        row.withUnsafeBufferPointer { row in
            blocks.withUnsafeBytes { blocks in
                for start in stride(from: 0, to: count, by: Self.lanes) {
                    let sums =
                        kernel.isDistance
                        ? distances(row, blocks, from: start * features)
                        : products(row, blocks, from: start * features)
                    for lane in 0..<Swift.min(Self.lanes, count - start) {
                        values[start + lane] = kernel.finish(sums[lane])
                    }
                }
            }
        }
    }

    /// - Precondition: `blocks` holds features x lanes numbers from number `start` on.
    @inline(__always)
    private func distances(
        _ row: UnsafeBufferPointer<Scalar>, _ blocks: UnsafeRawBufferPointer, from start: Int
    ) -> SIMD8<Scalar> {
        var sums = SIMD8<Scalar>.zero
        for feature in 0..<features {
            let difference = SIMD8(repeating: row[feature]) - load(blocks, start, feature)
            sums += difference * difference
        }
        return sums
    }

    /// - Precondition: as `distances`.
    @inline(__always)
    private func products(
        _ row: UnsafeBufferPointer<Scalar>, _ blocks: UnsafeRawBufferPointer, from start: Int
    ) -> SIMD8<Scalar> {
        var sums = SIMD8<Scalar>.zero
        for feature in 0..<features {
            sums += SIMD8(repeating: row[feature]) * load(blocks, start, feature)
        }
        return sums
    }

    @inline(__always)
    private func load(_ blocks: UnsafeRawBufferPointer, _ start: Int, _ feature: Int)
        -> SIMD8<Scalar>
    {
        let index = start &+ feature &* Self.lanes
        return blocks.loadUnaligned(
            fromByteOffset: index &* MemoryLayout<Scalar>.stride, as: SIMD8<Scalar>.self)
    }
}

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

/// Support vectors, and the kernel between a row and each of them.
public struct SupportVectors<Scalar: Real>: Sendable {
    /// Vectors side by side, for the kernels of float32.
    private static var blockVectors: Int { 32 }

    public let kernel: VectorKernel<Scalar>
    private let vectors: VectorBlocks<Scalar>
    /// [blocks of 32 vectors, features, 32], the last block filled up with zeros; nil in float64.
    private let blocks: AlignedArray<Float>?
    private let kernels: KernelSet

    public var count: Int { vectors.count }
    public var features: Int { vectors.features }
    public var plan: KernelPlan {
        KernelPlan(
            singleRows: blocks == nil ? "eight vectors in lanes" : "32 vectors in lanes",
            batches: blocks == nil ? "eight vectors in lanes" : "32 vectors in lanes",
            reason: "\(count) vectors of \(features) features",
            instructionSet: kernels.instructionSet)
    }

    /// - Parameter vectors: vectors x features.
    public init(
        _ vectors: Matrix<Scalar>, kernel: VectorKernel<Scalar>,
        for instructionSet: InstructionSet = .best
    ) {
        self.kernel = kernel
        self.vectors = VectorBlocks(vectors)
        kernels = KernelSet.of(instructionSet)
        blocks = (vectors as? Matrix<Float>).map(Self.blocks)
    }

    private static func blocks(_ vectors: Matrix<Float>) -> AlignedArray<Float> {
        let blockCount = (vectors.rows + blockVectors - 1) / blockVectors
        return AlignedArray(count: blockCount * vectors.columns * blockVectors) { start in
            for vector in 0..<vectors.rows {
                let block = vector / blockVectors * vectors.columns
                for feature in 0..<vectors.columns {
                    start[(block + feature) * blockVectors + vector % blockVectors] =
                        vectors[vector, feature]
                }
            }
        }
    }

    /// Numbers of room that ``evaluate(_:into:)`` wants: more than there are vectors, so that lanes
    /// may write beyond the last.
    public var room: Int {
        (count + Self.blockVectors - 1) / Self.blockVectors * Self.blockVectors
    }

    /// The kernel's values between `row` and the vectors, into the first `count` of `values`; what
    /// stands behind is not said.
    ///
    /// - Precondition: `row` holds `features` numbers, `values` at least `room`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func evaluate(_ row: ArraySlice<Scalar>, into values: inout [Scalar]) {
        precondition(row.count == features, "a row has the vectors' features")
        precondition(values.count >= room, "there is room for whole blocks")
        if let blocks {
            evaluate(row, blocks, into: &values)
        } else if kernel.isDistance {
            vectors.fold(row, into: &values) { sums, x, vectors in
                let difference = x - vectors
                return sums + difference * difference
            } finish: {
                kernel.finish($0)
            }
        } else {
            vectors.fold(row, into: &values) { sums, x, vectors in
                sums + x * vectors
            } finish: {
                kernel.finish($0)
            }
        }
    }

    /// - Precondition: as above; the width is float32.
    @inline(__always)
    private func evaluate(
        _ row: ArraySlice<Scalar>, _ blocks: AlignedArray<Float>, into values: inout [Scalar]
    ) {
        row.withUnsafeBytes { row in
            values.withUnsafeMutableBytes { values in
                // Without features, or vectors, there is nothing to fold.
                guard let row = row.baseAddress?.assumingMemoryBound(to: Float.self),
                    let results = values.baseAddress?.assumingMemoryBound(to: Float.self)
                else { return }
                let fold =
                    kernel.isDistance ? kernels.squaredDistances32 : kernels.vectorProducts32
                fold(row, blocks.start, features, room / Self.blockVectors, results)
                guard case .rbf(let gamma) = kernel else {
                    for index in 0..<count {
                        results[index] = Float(kernel.finish(Scalar(results[index])))
                    }
                    return
                }
                let scale = -Float(gamma)
                for index in 0..<count { results[index] *= scale }
                kernels.exponentials32(results, count)
            }
        }
    }

    /// Σ weights x values over a range of vectors, a product rounded to the width before it is added
    /// in double: in float32 that is ONNX Runtime's way, in float64 libsvm's.
    ///
    /// - Precondition: `weights` holds a number for each vector from `first` on.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func weightedSum(
        _ weights: [Scalar], from first: Int, _ values: [Scalar], over range: Range<Int>,
        startingWith start: Double
    ) -> Double {
        precondition(range.upperBound <= values.count && first + range.upperBound <= weights.count)
        guard blocks != nil else {
            var sum = start
            for vector in range { sum += Double(weights[first + vector] * values[vector]) }
            return sum
        }
        return weights.withUnsafeBytes { weights in
            values.withUnsafeBytes { values in
                guard let weights = weights.baseAddress?.assumingMemoryBound(to: Float.self),
                    let values = values.baseAddress?.assumingMemoryBound(to: Float.self)
                else { return start }
                return start
                    + kernels.weightedSum32(
                        weights + (first + range.lowerBound), values + range.lowerBound, range.count
                    )
            }
        }
    }
}

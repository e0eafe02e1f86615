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
    public let kernel: VectorKernel<Scalar>
    private let vectors: VectorBlocks<Scalar>

    public var count: Int { vectors.count }
    public var features: Int { vectors.features }

    /// - Parameter vectors: vectors x features.
    public init(_ vectors: Matrix<Scalar>, kernel: VectorKernel<Scalar>) {
        self.kernel = kernel
        self.vectors = VectorBlocks(vectors)
    }

    /// The kernel's values between `row` and the vectors, into the first `count` of `values`.
    ///
    /// - Precondition: `row` holds `features` numbers, `values` at least `count`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func evaluate(_ row: ArraySlice<Scalar>, into values: inout [Scalar]) {
        if kernel.isDistance {
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
}

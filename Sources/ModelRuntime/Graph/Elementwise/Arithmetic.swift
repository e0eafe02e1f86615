import Tensors
import WeightFormat

/// `add`, `subtract`, `multiply`, `divide`, `power`, `minimum`, `maximum`, `modulo` of two values
/// of one numeric kind.
struct Arithmetic: GraphOperation {
    let operation: GraphOperator
    /// `modulo`: the sign of the first value, as C's `fmod`.
    var isTruncated = false
    /// Use the general way of broadcasting alone.
    var isPlain = false

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let first = try inputs.value(0)
        let second = try inputs.value(1)
        let pairs = try Broadcast(first.shape, second.shape, &allowance, plain: isPlain)
        switch (first.elements, second.elements) {
        case (.float32(let a), .float32(let b)):
            return [Tensor(reals(a, b, pairs), shape: pairs.shape)]
        case (.float64(let a), .float64(let b)):
            return [Tensor(reals(a, b, pairs), shape: pairs.shape)]
        case (.int32(let a), .int32(let b)):
            return [Tensor(try integers(a, b, pairs), shape: pairs.shape)]
        case (.int64(let a), .int64(let b)):
            return [Tensor(try integers(a, b, pairs), shape: pairs.shape)]
        default: throw Misfit("meets \(first.kind.rawValue) and \(second.kind.rawValue)")
        }
    }

    private func reals<Scalar: Real>(
        _ a: [Scalar], _ b: [Scalar], _ pairs: Broadcast
    ) -> [Scalar] {
        switch operation {
        case .add: return pairs.apply(a, b) { $0 + $1 }
        case .subtract: return pairs.apply(a, b) { $0 - $1 }
        case .multiply: return pairs.apply(a, b) { $0 * $1 }
        case .divide: return pairs.apply(a, b) { $0 / $1 }
        case .power: return powers(a, b, pairs)
        // A NaN on either side stays one, as in ONNX Runtime.
        case .minimum: return pairs.apply(a, b) { $0 < $1 || $0.isNaN ? $0 : $1 }
        case .maximum: return pairs.apply(a, b) { $0 > $1 || $0.isNaN ? $0 : $1 }
        default: return remainders(a, b, pairs)
        }
    }

    /// Squares and cubes are products, as in ONNX Runtime.
    private func powers<Scalar: Real>(
        _ a: [Scalar], _ b: [Scalar], _ pairs: Broadcast
    ) -> [Scalar] {
        if b.count == 1, b[0] == 2 { return pairs.apply(a, b) { base, _ in base * base } }
        if b.count == 1, b[0] == 3 { return pairs.apply(a, b) { base, _ in base * base * base } }
        return pairs.apply(a, b) { Scalar.pow($0, $1) }
    }

    private func remainders<Scalar: Real>(
        _ a: [Scalar], _ b: [Scalar], _ pairs: Broadcast
    ) -> [Scalar] {
        let isTruncated = isTruncated
        return pairs.apply(a, b) { value, divisor in
            let remainder = value.truncatingRemainder(dividingBy: divisor)
            guard !isTruncated, remainder != 0, (remainder < 0) != (divisor < 0) else {
                return remainder
            }
            return remainder + divisor
        }
    }

    /// Sums and products wrap around, as in C.
    private func integers<Integer: FixedWidthInteger & SignedInteger>(
        _ a: [Integer], _ b: [Integer], _ pairs: Broadcast
    ) throws(Misfit) -> [Integer] {
        switch operation {
        case .add: return pairs.apply(a, b) { $0 &+ $1 }
        case .subtract: return pairs.apply(a, b) { $0 &- $1 }
        case .multiply: return pairs.apply(a, b) { $0 &* $1 }
        case .minimum: return pairs.apply(a, b) { $0 < $1 ? $0 : $1 }
        case .maximum: return pairs.apply(a, b) { $0 > $1 ? $0 : $1 }
        case .power: return pairs.apply(a, b) { Self.power($0, $1) }
        default: break
        }
        guard !b.contains(0) || pairs.count == 0 else { throw Misfit("divides by zero") }
        if operation == .divide {
            return pairs.apply(a, b) { $0.dividedReportingOverflow(by: $1).partialValue }
        }
        let isTruncated = isTruncated
        return pairs.apply(a, b) { value, divisor in
            let remainder = value.remainderReportingOverflow(dividingBy: divisor).partialValue
            guard !isTruncated, remainder != 0, (remainder < 0) != (divisor < 0) else {
                return remainder
            }
            return remainder &+ divisor
        }
    }

    /// By repeated squaring; of a negative exponent the whole part of the fraction.
    private static func power<Integer: FixedWidthInteger & SignedInteger>(
        _ base: Integer, _ exponent: Integer
    ) -> Integer {
        guard exponent >= 0 else {
            if base == 1 { return 1 }
            return base == -1 ? (exponent & 1 == 0 ? 1 : -1) : 0
        }
        var result: Integer = 1
        var square = base
        var rest = exponent
        while rest > 0 {
            if rest & 1 == 1 { result = result &* square }
            square = square &* square
            rest >>= 1
        }
        return result
    }
}

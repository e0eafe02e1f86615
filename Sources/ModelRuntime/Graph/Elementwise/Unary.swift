import Tensors
import WeightFormat

/// A function of each element by itself.
struct Unary: GraphOperation {
    let operation: GraphOperator
    let attributes: OperatorAttributes
    /// nil for the platform's own.
    let exponentials: Exponentials?

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        _ = try allowance.reserve(value.shape)
        if operation == .identity { return [value] }
        guard operation != .not || value.kind == .bool,
            operation != .textCase || value.kind == .text
        else { throw Misfit("takes no \(value.kind.rawValue)") }
        let shape = value.shape
        switch value.elements {
        case .float32(let values): return [Tensor(reals(values), shape: shape)]
        case .float64(let values): return [Tensor(reals(values), shape: shape)]
        case .int32(let values): return [Tensor(try integers(values), shape: shape)]
        case .int64(let values): return [Tensor(try integers(values), shape: shape)]
        case .bool(let values):
            guard operation == .not else { throw Misfit("takes no truths") }
            return [Tensor(values.map { !$0 }, shape: shape)]
        case .text(let values):
            guard operation == .textCase else { throw Misfit("takes no texts") }
            let isUpper = attributes.upper == true
            return [
                Tensor(values.map { isUpper ? $0.uppercased() : $0.lowercased() }, shape: shape)
            ]
        }
    }

    private func integers<Integer: FixedWidthInteger & SignedInteger>(
        _ values: [Integer]
    ) throws(Misfit) -> [Integer] {
        switch operation {
        case .negate: return values.map { 0 &- $0 }
        case .absolute: return values.map { $0 < 0 ? 0 &- $0 : $0 }
        case .sign: return values.map { $0.signum() }
        case .relu: return values.map { $0 < 0 ? 0 : $0 }
        default: throw Misfit("takes no integers")
        }
    }

    private func reals<Scalar: Real>(_ values: [Scalar]) -> [Scalar] {
        switch operation {
        case .negate: return values.map { -$0 }
        case .absolute: return values.map { $0.magnitude }
        case .sign: return values.map { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        case .floor: return values.map { $0.rounded(.down) }
        case .ceiling: return values.map { $0.rounded(.up) }
        case .round: return values.map { $0.rounded(.toNearestOrEven) }
        case .reciprocal: return values.map { 1 / $0 }
        case .square: return values.map { $0 * $0 }
        case .truncate: return values.map { $0.rounded(.towardZero) }
        case .squareRoot: return values.map { $0.squareRoot() }
        case .exponential, .sigmoid, .tanh: return exponential(values)
        case .logarithm: return values.map { Scalar.log($0) }
        default: return Self.activated(values, operation, attributes)
        }
    }

    private func exponential<Scalar: Real>(_ values: [Scalar]) -> [Scalar] {
        var column = Matrix(rows: values.count, columns: 1, values: values)
        switch operation {
        case .sigmoid: column.applyLogistic(by: exponentials)
        case .tanh: column.applyTanh(by: exponentials)
        default: column.applyExponential(by: exponentials)
        }
        return column.values
    }

    private static func activated<Scalar: Real>(
        _ values: [Scalar], _ operation: GraphOperator, _ attributes: OperatorAttributes
    ) -> [Scalar] {
        let alpha = attributes.alpha.map { Scalar($0) }
        let beta = attributes.beta.map { Scalar($0) }
        switch operation {
        case .relu: return values.map { $0 < 0 ? 0 : $0 }
        case .erf: return values.map { Scalar.erf($0) }
        case .softplus:
            return values.map { $0 > 0 ? $0 + Scalar.log1p(.exp(-$0)) : Scalar.log1p(.exp($0)) }
        case .softsign: return values.map { $0 / (1 + $0.magnitude) }
        case .leakyRelu: return values.map { $0 < 0 ? (alpha ?? 0.01) * $0 : $0 }
        case .elu: return values.map { $0 < 0 ? (alpha ?? 1) * (Scalar.exp($0) - 1) : $0 }
        case .selu:
            let scale = beta ?? 1.050_700_987_355_480_5
            let slope = alpha ?? 1.673_263_242_354_377_2
            return values.map { scale * ($0 > 0 ? $0 : slope * (Scalar.exp($0) - 1)) }
        case .hardSigmoid:
            let slope = alpha ?? 0.2
            return values.map { min(max(slope * $0 + (beta ?? 0.5), 0), 1) }
        case .sine: return values.map { Scalar.sin($0) }
        case .cosine: return values.map { Scalar.cos($0) }
        case .tangent: return values.map { Scalar.tan($0) }
        default: return values.map { Scalar.atan($0) }
        }
    }
}

/// `is-nan`, and `is-infinite` of either sign or of one.
struct Classification: GraphOperation {
    let operation: GraphOperator
    let attributes: OperatorAttributes

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        _ = try allowance.reserve(value.shape)
        switch value.elements {
        case .float32(let values): return [Tensor(truths(values), shape: value.shape)]
        case .float64(let values): return [Tensor(truths(values), shape: value.shape)]
        case .int32, .int64, .bool, .text: throw Misfit("takes floating-point numbers alone")
        }
    }

    private func truths<Scalar: Real>(_ values: [Scalar]) -> [Bool] {
        guard operation == .isInfinite else { return values.map { $0.isNaN } }
        let takesPositive = attributes.positive ?? true
        let takesNegative = attributes.negative ?? true
        return values.map { $0.isInfinite && ($0 > 0 ? takesPositive : takesNegative) }
    }
}

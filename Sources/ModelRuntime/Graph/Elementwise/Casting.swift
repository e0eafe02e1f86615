import Tensors
import WeightFormat

/// `cast`: elements of another kind, converted as ONNX Runtime does on x86-64.
///
/// A floating-point number is cut to an integer; NaN and numbers beyond become the smallest integer.
/// A number is true unless it is zero. A float is text of eight digits, a double of seventeen, as C's
/// `%g` writes them; a text is read as a number, or the row is refused.
struct Casting: GraphOperation {
    let to: ElementKind

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let count = try allowance.reserve(value.shape)
        if value.kind == to { return [value] }
        guard to != .text || count <= GraphLimits.texts else {
            throw Misfit("makes too many texts")
        }
        switch value.elements {
        case .float32(let values): return [try real(values, value.shape)]
        case .float64(let values): return [try real(values, value.shape)]
        case .int32(let values): return [integer(values, value.shape)]
        case .int64(let values): return [integer(values, value.shape)]
        case .bool(let values): return [integer(values.map { Int32($0 ? 1 : 0) }, value.shape)]
        case .text(let values): return [try text(values, value.shape)]
        }
    }

    private func real<Scalar: Real & GraphElement>(
        _ values: [Scalar], _ shape: [Int]
    ) throws(Misfit) -> Tensor {
        switch to {
        case .float32: Tensor(values.map { Float($0) }, shape: shape)
        case .float64: Tensor(values.map { Double($0) }, shape: shape)
        case .int32: Tensor(values.map { Self.cut($0, to: Int32.self) }, shape: shape)
        case .int64: Tensor(values.map { Self.cut($0, to: Int64.self) }, shape: shape)
        case .bool: Tensor(values.map { $0 != 0 }, shape: shape)
        case .text:
            Tensor(
                values.map {
                    DecimalDigits.general(
                        Double($0), digits: Scalar.self == Float.self ? 8 : 17)
                }, shape: shape)
        }
    }

    private static func cut<Scalar: Real, Integer: FixedWidthInteger>(
        _ value: Scalar, to type: Integer.Type
    ) -> Integer {
        guard value.isFinite else { return .min }
        return Integer(exactly: value.rounded(.towardZero)) ?? .min
    }

    private func integer<Integer: FixedWidthInteger & GraphElement>(
        _ values: [Integer], _ shape: [Int]
    ) -> Tensor {
        switch to {
        case .float32: Tensor(values.map { Float($0) }, shape: shape)
        case .float64: Tensor(values.map { Double($0) }, shape: shape)
        case .int32: Tensor(values.map { Int32(truncatingIfNeeded: $0) }, shape: shape)
        case .int64: Tensor(values.map { Int64(truncatingIfNeeded: $0) }, shape: shape)
        case .bool: Tensor(values.map { $0 != 0 }, shape: shape)
        case .text: Tensor(values.map { "\($0)" }, shape: shape)
        }
    }

    private func text(_ values: [String], _ shape: [Int]) throws(Misfit) -> Tensor {
        switch to {
        case .float32: Tensor(try read(values) { Float(Self.trimmed($0)) }, shape: shape)
        case .float64: Tensor(try read(values) { Double(Self.trimmed($0)) }, shape: shape)
        case .int32: Tensor(try read(values) { Int32(Self.trimmed($0)) }, shape: shape)
        case .int64: Tensor(try read(values) { Int64(Self.trimmed($0)) }, shape: shape)
        case .bool: throw Misfit("reads texts as truths")
        case .text: Tensor(values, shape: shape)
        }
    }

    private func read<Value>(
        _ texts: [String], _ parse: (String) -> Value?
    ) throws(Misfit) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(texts.count)
        for text in texts {
            guard let value = parse(text) else {
                throw Misfit("reads '\(text.prefix(40))' as a number")
            }
            values.append(value)
        }
        return values
    }

    private static func trimmed(_ text: String) -> String {
        guard text.first?.isWhitespace == true else { return text }
        return String(text.drop(while: \.isWhitespace))
    }
}

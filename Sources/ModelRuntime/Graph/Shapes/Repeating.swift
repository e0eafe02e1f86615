import Tensors
import WeightFormat

/// `expand`: broadcast to the shape that the second input gives, or to what both make together.
struct Expand: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let wanted = try inputs.value(1).integers()
        guard wanted.count <= Limits.rank, wanted.allSatisfy({ $0 >= 0 }) else {
            throw Misfit("makes the shape \(wanted)")
        }
        let pairs = try Broadcast(value.shape, wanted, &allowance, plain: true)
        guard case .general(let first, _) = pairs.pattern, pairs.count > 0 else {
            return [value.picked([], shape: pairs.shape)]
        }
        return [value.picked(positions(pairs.shape, first), shape: pairs.shape)]
    }
}

/// `tile`: repeated along each dimension as often as the second input says.
struct Tile: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let repeats = try inputs.value(1).integers()
        guard repeats.count == value.rank, repeats.allSatisfy({ $0 >= 0 }) else {
            throw Misfit("repeats \(value.rank) dimensions \(repeats) times")
        }
        var shape: [Int] = []
        for (size, times) in zip(value.shape, repeats) {
            let (product, overflow) = size.multipliedReportingOverflow(by: times)
            guard !overflow else { throw Misfit("repeats \(size) elements \(times) times") }
            shape.append(product)
        }
        guard try allowance.reserve(shape) > 0 else { return [value.picked([], shape: shape)] }
        var starts = [0]
        for ((size, stride), times) in zip(zip(value.shape, strides(value.shape)), repeats) {
            starts = starts.flatMap { start in
                (0..<times).flatMap { _ in (0..<size).map { start + $0 * stride } }
            }
        }
        return [value.picked(starts, shape: shape)]
    }
}

/// `fill`: the one element of the second input in the shape that the first gives.
struct Fill: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let shape = try inputs.value(0).integers()
        let value = try inputs.value(1)
        guard shape.count <= Limits.rank, value.count == 1 else {
            throw Misfit("fills \(shape.count) dimensions with \(value.count) elements")
        }
        let count = try allowance.reserve(shape)
        guard value.kind != .text || count <= GraphLimits.texts else {
            throw Misfit("makes too many texts")
        }
        return [value.picked([Int](repeating: 0, count: count), shape: shape)]
    }
}

/// `range`: numbers from the first input on, the third apart, up to the second and without it.
struct RangeOperation: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let start = try inputs.value(0)
        let limit = try inputs.value(1)
        let step = try inputs.value(2)
        switch start.elements {
        case .float32: return [try reals(start, limit, step, Float.self, &allowance)]
        case .float64: return [try reals(start, limit, step, Double.self, &allowance)]
        case .int32: return [try integers(start, limit, step, Int32.self, &allowance)]
        case .int64: return [try integers(start, limit, step, Int64.self, &allowance)]
        case .bool, .text: throw Misfit("counts \(start.kind.rawValue)")
        }
    }

    private func bounds<Value: GraphElement>(
        _ values: [Tensor], _ type: Value.Type
    ) throws(Misfit) -> (Value, Value, Value) {
        var numbers: [Value] = []
        for value in values {
            guard let number = try value.values(type).first, value.count == 1 else {
                throw Misfit("counts between \(value.count) numbers")
            }
            numbers.append(number)
        }
        return (numbers[0], numbers[1], numbers[2])
    }

    private func reals<Scalar: Real & GraphElement>(
        _ start: Tensor, _ limit: Tensor, _ step: Tensor, _ type: Scalar.Type,
        _ allowance: inout Allowance
    ) throws(Misfit) -> Tensor {
        let (start, limit, step) = try bounds([start, limit, step], type)
        let steps = ((limit - start) / step).rounded(.up)
        guard steps.isFinite, step != 0, let count = Int(exactly: max(steps, 0)) else {
            throw Misfit("counts without an end")
        }
        let shape = [try allowance.reserve([count])]
        return Tensor((0..<count).map { start + Scalar($0) * step }, shape: shape)
    }

    private func integers<Integer: FixedWidthInteger & SignedInteger & GraphElement>(
        _ start: Tensor, _ limit: Tensor, _ step: Tensor, _ type: Integer.Type,
        _ allowance: inout Allowance
    ) throws(Misfit) -> Tensor {
        let (start, limit, step) = try bounds([start, limit, step], type)
        let (distance, overflow) = Int(limit).subtractingReportingOverflow(Int(start))
        guard step != 0, !overflow, distance != .min, step != .min else {
            throw Misfit("counts without an end")
        }
        let isEmpty = distance == 0 || (distance > 0) != (step > 0)
        let count = isEmpty ? 0 : (distance.magnitude - 1) / Int(step).magnitude + 1
        guard let count = Int(exactly: count) else { throw Misfit("counts without an end") }
        let shape = [try allowance.reserve([count])]
        return Tensor((0..<count).map { start &+ Integer($0) &* step }, shape: shape)
    }
}

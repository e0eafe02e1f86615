import Tensors
import WeightFormat

/// `equal`, `less`, `less-or-equal`, `greater`, `greater-or-equal` of two values of one kind; a
/// comparison with NaN is false. Texts and truths are equal or not.
struct Comparing: GraphOperation {
    let operation: GraphOperator

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let first = try inputs.value(0)
        let second = try inputs.value(1)
        let pairs = try Broadcast(first.shape, second.shape, &allowance)
        let result: [Bool]
        switch (first.elements, second.elements) {
        case (.float32(let a), .float32(let b)): result = compare(a, b, pairs)
        case (.float64(let a), .float64(let b)): result = compare(a, b, pairs)
        case (.int32(let a), .int32(let b)): result = compare(a, b, pairs)
        case (.int64(let a), .int64(let b)): result = compare(a, b, pairs)
        case (.bool(let a), .bool(let b)) where operation == .equal:
            result = pairs.apply(a, b) { $0 == $1 }
        case (.text(let a), .text(let b)) where operation == .equal:
            result = pairs.apply(a, b) { $0.utf8.elementsEqual($1.utf8) }
        default: throw Misfit("compares \(first.kind.rawValue) with \(second.kind.rawValue)")
        }
        return [Tensor(result, shape: pairs.shape)]
    }

    private func compare<Value: Comparable>(
        _ a: [Value], _ b: [Value], _ pairs: Broadcast
    ) -> [Bool] {
        switch operation {
        case .less: pairs.apply(a, b) { $0 < $1 }
        case .lessOrEqual: pairs.apply(a, b) { $0 <= $1 }
        case .greater: pairs.apply(a, b) { $0 > $1 }
        case .greaterOrEqual: pairs.apply(a, b) { $0 >= $1 }
        default: pairs.apply(a, b) { $0 == $1 }
        }
    }
}

/// `and`, `or`, `xor` of two truths.
struct Logic: GraphOperation {
    let operation: GraphOperator

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let first = try inputs.value(0)
        let second = try inputs.value(1)
        let pairs = try Broadcast(first.shape, second.shape, &allowance)
        let a = try first.values(Bool.self)
        let b = try second.values(Bool.self)
        let result: [Bool] =
            switch operation {
            case .and: pairs.apply(a, b) { $0 && $1 }
            case .or: pairs.apply(a, b) { $0 || $1 }
            default: pairs.apply(a, b) { $0 != $1 }
            }
        return [Tensor(result, shape: pairs.shape)]
    }
}

/// `select`: where the first value is true the second's element, else the third's.
struct Select: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let condition = try inputs.value(0)
        let chosen = try inputs.value(1)
        let other = try inputs.value(2)
        let truths = try condition.values(Bool.self)
        switch (chosen.elements, other.elements) {
        case (.float32(let a), .float32(let b)):
            return [try pick(truths, a, b, condition, chosen, other, &allowance)]
        case (.float64(let a), .float64(let b)):
            return [try pick(truths, a, b, condition, chosen, other, &allowance)]
        case (.int32(let a), .int32(let b)):
            return [try pick(truths, a, b, condition, chosen, other, &allowance)]
        case (.int64(let a), .int64(let b)):
            return [try pick(truths, a, b, condition, chosen, other, &allowance)]
        case (.bool(let a), .bool(let b)):
            return [try pick(truths, a, b, condition, chosen, other, &allowance)]
        case (.text(let a), .text(let b)):
            return [try pick(truths, a, b, condition, chosen, other, &allowance)]
        default: throw Misfit("selects \(chosen.kind.rawValue) or \(other.kind.rawValue)")
        }
    }

    /// Element or nothing where the condition is true, then nothing filled by the other value.
    private func pick<Element: GraphElement>(
        _ truths: [Bool], _ a: [Element], _ b: [Element], _ condition: Tensor, _ chosen: Tensor,
        _ other: Tensor, _ allowance: inout Allowance
    ) throws(Misfit) -> Tensor {
        let first = try Broadcast(condition.shape, chosen.shape, &allowance)
        let half: [Element?] = first.apply(truths, a) { $0 ? $1 : nil }
        let second = try Broadcast(first.shape, other.shape, &allowance)
        return Tensor(second.apply(half, b) { $0 ?? $1 }, shape: second.shape)
    }
}

/// `clip`: no element below the second input or above the third; both single elements, each
/// optional. NaN stays.
struct Clip: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        _ = try allowance.reserve(value.shape)
        let low = inputs.optional(1)
        let high = inputs.optional(2)
        switch value.elements {
        case .float32(let values): return [try clip(values, low, high, value.shape)]
        case .float64(let values): return [try clip(values, low, high, value.shape)]
        case .int32(let values): return [try clip(values, low, high, value.shape)]
        case .int64(let values): return [try clip(values, low, high, value.shape)]
        case .bool, .text: throw Misfit("gets \(value.kind.rawValue) where numbers are due")
        }
    }

    private func clip<Element: GraphElement & Comparable>(
        _ values: [Element], _ low: Tensor?, _ high: Tensor?, _ shape: [Int]
    ) throws(Misfit) -> Tensor {
        let low = try bound(low, Element.self)
        let high = try bound(high, Element.self)
        let result = values.map { value in
            var value = value
            if let low, value < low { value = low }
            if let high, value > high { value = high }
            return value
        }
        return Tensor(result, shape: shape)
    }

    private func bound<Element: GraphElement>(
        _ tensor: Tensor?, _ type: Element.Type
    ) throws(Misfit) -> Element? {
        guard let tensor else { return nil }
        guard tensor.count == 1 else { throw Misfit("clips to \(tensor.count) numbers") }
        return try tensor.values(type).first
    }
}

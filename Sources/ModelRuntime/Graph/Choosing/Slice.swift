import Tensors
import WeightFormat

/// `slice`: from the starts (second input) up to the ends (third) along the axes (fourth, all
/// without it), every so many (fifth). Bounds count from the end where negative, and are cut to
/// what is there.
struct Slice: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let starts = try inputs.value(1).integers()
        let ends = try inputs.value(2).integers()
        let axes = try inputs.optional(3).map { (axes) throws(Misfit) in try axes.integers() }
        let steps = try inputs.optional(4).map { (steps) throws(Misfit) in try steps.integers() }
        guard starts.count == ends.count, axes?.count ?? starts.count == starts.count,
            steps?.count ?? starts.count == starts.count
        else { throw Misfit("has \(starts.count) starts and \(ends.count) ends") }
        var shape = value.shape
        var moves = strides(value.shape)
        var origin = 0
        var seen: Set<Int> = []
        for index in starts.indices {
            let axis = try value.axis(axes?[index] ?? index)
            guard seen.insert(axis).inserted else { throw Misfit("names an axis twice") }
            let cut = try Cut(starts[index], ends[index], steps?[index] ?? 1, of: shape[axis])
            origin += cut.first * moves[axis]
            shape[axis] = cut.count
            moves[axis] = cut.count > 1 ? moves[axis] * cut.step : 0
        }
        guard try allowance.reserve(shape) > 0 else { return [value.picked([], shape: shape)] }
        return [value.picked(positions(shape, moves, from: origin), shape: shape)]
    }
}

/// One dimension's part.
private struct Cut {
    var first: Int
    var step: Int
    var count: Int

    init(_ start: Int, _ end: Int, _ step: Int, of length: Int) throws(Misfit) {
        guard step != 0 else { throw Misfit("takes steps of 0") }
        let start = start < 0 ? start &+ length : start
        let end = end < 0 && end > .min / 2 ? end &+ length : end
        let isForward = step > 0
        let from = isForward ? min(max(start, 0), length) : min(max(start, 0), length - 1)
        let to = isForward ? min(max(end, 0), length) : min(max(end, -1), length - 1)
        first = max(from, 0)
        self.step = step
        let distance = isForward ? to - from : from - to
        guard distance > 0, length > 0 else {
            first = 0
            count = 0
            return
        }
        let magnitude = Int(clamping: step.magnitude)
        count = (distance - 1) / magnitude + 1
        // More than the dimension is as good as once over it, and cannot overflow a position.
        if count == 1 { self.step = 1 }
    }
}

/// `one-hot`: an axis of as many places as the second input says, where the first input's number
/// shows the third input's second value and all else its first.
struct OneHot: GraphOperation {
    let axis: Int

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let indices = try inputs.value(0)
        let values = try inputs.value(2)
        guard let depth = try Self.number(inputs.value(1)), depth >= 0, values.count == 2,
            indices.rank < Limits.rank
        else { throw Misfit("makes no sense of its depth or values") }
        let axis = try Tensor.axis(axis, rank: indices.rank + 1)
        var shape = indices.shape
        shape.insert(depth, at: axis)
        let count = try allowance.reserve(shape)
        let view = AxisView(shape, axis: axis)
        let numbers = try Self.numbers(indices)
        var picks = [Int](repeating: 0, count: count)
        for (place, number) in numbers.enumerated() {
            let row = number < 0 ? number &+ depth : number
            guard row >= 0, row < depth else { continue }
            picks[(place / view.inner * depth + row) * view.inner + place % view.inner] = 1
        }
        return [values.picked(picks, shape: shape)]
    }

    private static func numbers(_ value: Tensor) throws(Misfit) -> [Int] {
        switch value.elements {
        case .float32(let values): return values.map { Int(exactly: $0.rounded(.towardZero)) ?? -1 }
        case .float64(let values): return values.map { Int(exactly: $0.rounded(.towardZero)) ?? -1 }
        case .int32, .int64, .bool, .text: return try value.integers()
        }
    }

    private static func number(_ value: Tensor) throws(Misfit) -> Int? {
        value.count == 1 ? try numbers(value).first : nil
    }
}

import Tensors
import WeightFormat

/// `argument-maximum` and `argument-minimum`: where along the axis the extreme stands, the first of
/// equals or the last; a NaN is never it, unless it comes first.
struct ArgumentExtreme: GraphOperation {
    let seeksMaximum: Bool
    let axis: Int
    let keeps: Bool
    let takesLast: Bool

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let axis = try value.axis(axis)
        _ = try allowance.reserve(value.shape)
        var shape = value.shape
        if keeps { shape[axis] = 1 } else { shape.remove(at: axis) }
        let view = AxisView(value.shape, axis: axis)
        guard view.length > 0 || value.count == 0 && Tensor.product(shape) == 0 else {
            throw Misfit("seeks an extreme of nothing")
        }
        let found: [Int64] =
            switch value.elements {
            case .float32(let values): seek(values, view)
            case .float64(let values): seek(values, view)
            case .int32(let values): seek(values, view)
            case .int64(let values): seek(values, view)
            case .bool, .text: throw Misfit("takes no \(value.kind.rawValue)")
            }
        return [Tensor(found, shape: shape)]
    }

    private func seek<Value: Comparable>(_ values: [Value], _ view: AxisView) -> [Int64] {
        switch (seeksMaximum, takesLast) {
        case (true, false): seek(values, view) { $0 > $1 }
        case (true, true): seek(values, view) { $0 >= $1 }
        case (false, false): seek(values, view) { $0 < $1 }
        case (false, true): seek(values, view) { $0 <= $1 }
        }
    }

    @inline(__always)
    private func seek<Value>(
        _ values: [Value], _ view: AxisView, _ isBetter: (Value, Value) -> Bool
    ) -> [Int64] {
        var result: [Int64] = []
        guard !values.isEmpty else { return result }
        result.reserveCapacity(view.outer * view.inner)
        for outer in 0..<view.outer {
            for inner in 0..<view.inner {
                let start = outer * view.length * view.inner + inner
                var best = 0
                for index in 1..<max(view.length, 1)
                where isBetter(
                    values[start + index * view.inner], values[start + best * view.inner])
                {
                    best = index
                }
                result.append(Int64(best))
            }
        }
        return result
    }
}

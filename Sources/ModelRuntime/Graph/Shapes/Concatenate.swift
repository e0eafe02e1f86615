import Tensors
import WeightFormat

/// `concatenate`: values of one kind side by side along the axis.
struct Concatenate: GraphOperation {
    let axis: Int

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let values = try inputs.all()
        guard let first = values.first else { throw Misfit("lacks input 0") }
        let axis = try first.axis(axis)
        var shape = first.shape
        shape[axis] = 0
        for value in values {
            guard value.rank == first.rank else {
                throw Misfit("joins shapes \(first.shape) and \(value.shape)")
            }
            for (index, size) in value.shape.enumerated() where index != axis {
                guard size == shape[index] else {
                    throw Misfit("joins shapes \(first.shape) and \(value.shape)")
                }
            }
            shape[axis] += value.shape[axis]
        }
        _ = try allowance.reserve(shape)
        switch first.kind {
        case .float32: return [try join(values, shape, axis, Float.self)]
        case .float64: return [try join(values, shape, axis, Double.self)]
        case .int32: return [try join(values, shape, axis, Int32.self)]
        case .int64: return [try join(values, shape, axis, Int64.self)]
        case .bool: return [try join(values, shape, axis, Bool.self)]
        case .text: return [try join(values, shape, axis, String.self)]
        }
    }

    private func join<Element: GraphElement>(
        _ values: [Tensor], _ shape: [Int], _ axis: Int, _ type: Element.Type
    ) throws(Misfit) -> Tensor {
        let view = AxisView(shape, axis: axis)
        var lists: [(values: [Element], run: Int)] = []
        for value in values {
            lists.append((try value.values(type), value.shape[axis] * view.inner))
        }
        var result: [Element] = []
        result.reserveCapacity(view.outer * view.length * view.inner)
        for outer in 0..<view.outer {
            for list in lists {
                result.append(contentsOf: list.values[outer * list.run..<(outer + 1) * list.run])
            }
        }
        return Tensor(result, shape: shape)
    }
}

/// `split`: pieces along the axis, of the sizes given or as equal as can be, the last the smallest.
struct Split: GraphOperation {
    let axis: Int
    let sizes: [Int]?
    let pieces: Int

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let axis = try value.axis(axis)
        let view = AxisView(value.shape, axis: axis)
        let sizes = sizes ?? Self.equal(view.length, pieces)
        var sum = 0
        for size in sizes {
            guard size >= 0, size <= view.length - sum else {
                throw Misfit("splits \(view.length) into \(sizes)")
            }
            sum += size
        }
        guard sizes.count == pieces, sum == view.length else {
            throw Misfit("splits \(view.length) into \(sizes)")
        }
        _ = try allowance.reserve(value.shape)
        var results: [Tensor] = []
        var start = 0
        for size in sizes {
            var shape = value.shape
            shape[axis] = size
            let run = size * view.inner
            let starts = (0..<view.outer).map { ($0 * view.length + start) * view.inner }
            results.append(value.picked(starts, run: run, shape: shape))
            start += size
        }
        return results
    }

    private static func equal(_ length: Int, _ pieces: Int) -> [Int] {
        let size = (length + pieces - 1) / max(pieces, 1)
        return (0..<pieces).map { max(0, min(size, length - $0 * size)) }
    }
}

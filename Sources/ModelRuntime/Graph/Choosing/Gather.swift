import Tensors
import WeightFormat

/// Positions counted from the end where negative, inside 0 ..< `length`.
private func inside(_ positions: [Int], _ length: Int) throws(Misfit) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(positions.count)
    for position in positions {
        let index = position < 0 ? position &+ length : position
        guard index >= 0, index < length else {
            throw Misfit("takes element \(position) of \(length)")
        }
        result.append(index)
    }
    return result
}

/// `gather`: the slices along the axis that the second input names; its shape takes the axis's place.
struct Gather: GraphOperation {
    let axis: Int

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let indices = try inputs.value(1)
        let axis = try value.axis(axis)
        let view = AxisView(value.shape, axis: axis)
        let shape = Array(value.shape[..<axis]) + indices.shape + Array(value.shape[(axis + 1)...])
        guard shape.count <= Limits.rank else { throw Misfit("makes \(shape.count) dimensions") }
        guard try allowance.reserve(shape) > 0 else { return [value.picked([], shape: shape)] }
        let rows = try inside(try indices.integers(), view.length)
        var starts: [Int] = []
        starts.reserveCapacity(view.outer * rows.count)
        for outer in 0..<view.outer {
            for row in rows { starts.append((outer * view.length + row) * view.inner) }
        }
        return [value.picked(starts, run: view.inner, shape: shape)]
    }
}

/// `gather-elements`: at each place of the second input the element of the first at that place, but
/// for the axis, where it stands at the second input's number.
struct GatherElements: GraphOperation {
    let axis: Int

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let indices = try inputs.value(1)
        let axis = try value.axis(axis)
        guard indices.rank == value.rank,
            zip(indices.shape, value.shape).enumerated().allSatisfy({ index, sizes in
                index == axis || sizes.0 <= sizes.1
            })
        else { throw Misfit("takes elements of \(value.shape) by \(indices.shape)") }
        guard try allowance.reserve(indices.shape) > 0 else {
            return [value.picked([], shape: indices.shape)]
        }
        let rows = try inside(try indices.integers(), value.shape[axis])
        var own = strides(value.shape)
        let stride = own[axis]
        own[axis] = 0
        let places = positions(indices.shape, own)
        let starts = zip(places, rows).map { $0 + $1 * stride }
        return [value.picked(starts, shape: indices.shape)]
    }
}

/// `gather-tuples`: the last dimension of the second input names leading positions of the first;
/// `batch` leading dimensions are shared.
struct GatherTuples: GraphOperation {
    let batch: Int

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let indices = try inputs.value(1)
        guard let depth = indices.shape.last, batch >= 0, batch < indices.rank,
            batch <= value.rank, depth <= value.rank - batch,
            indices.shape[..<batch] == value.shape[..<batch]
        else { throw Misfit("takes elements of \(value.shape) by \(indices.shape)") }
        let shape = Array(indices.shape.dropLast()) + Array(value.shape[(batch + depth)...])
        guard shape.count <= Limits.rank else { throw Misfit("makes \(shape.count) dimensions") }
        guard try allowance.reserve(shape) > 0 else { return [value.picked([], shape: shape)] }
        let numbers = try indices.integers()
        let own = strides(value.shape)
        let run = Tensor.product(value.shape[(batch + depth)...]) ?? 0
        let batches = Tensor.product(indices.shape[..<batch]) ?? 1
        let tuples = Tensor.product(indices.shape[batch..<indices.rank - 1]) ?? 0
        let batchStride = batch == 0 ? 0 : own[batch - 1]
        var starts: [Int] = []
        for tuple in 0..<batches * tuples {
            var start = tuple / max(tuples, 1) * batchStride
            let tupleNumbers = Array(numbers[tuple * depth..<(tuple + 1) * depth])
            for (index, number) in tupleNumbers.enumerated() {
                let row = try inside([number], value.shape[batch + index])[0]
                start += row * own[batch + index]
            }
            starts.append(start)
        }
        return [value.picked(starts, run: run, shape: shape)]
    }
}

/// `non-zero`: where elements are not zero, one row a dimension, one column a place.
struct NonZero: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let places: [Int] =
            switch value.elements {
            case .float32(let values): values.indices.filter { values[$0] != 0 }
            case .float64(let values): values.indices.filter { values[$0] != 0 }
            case .int32(let values): values.indices.filter { values[$0] != 0 }
            case .int64(let values): values.indices.filter { values[$0] != 0 }
            case .bool(let values): values.indices.filter { values[$0] }
            case .text: throw Misfit("takes no texts")
            }
        let own = strides(value.shape)
        let shape = [max(value.rank, 1), places.count]
        _ = try allowance.reserve(shape)
        guard value.rank > 0 else {
            return [Tensor(places.map { Int64($0) }, shape: shape)]
        }
        let rows = value.shape.indices.flatMap { dimension in
            places.map { Int64($0 / own[dimension] % value.shape[dimension]) }
        }
        return [Tensor(rows, shape: shape)]
    }
}

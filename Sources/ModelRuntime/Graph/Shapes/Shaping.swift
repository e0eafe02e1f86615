import Tensors
import WeightFormat

/// `reshape`: the same elements in the shape that the second input gives; there -1 is whatever is
/// left, and 0 the input's own dimension.
struct Reshape: GraphOperation {
    let zeroIsZero: Bool

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let wanted = try inputs.value(1).integers()
        guard wanted.count <= Limits.rank else { throw Misfit("makes \(wanted.count) dimensions") }
        var shape: [Int] = []
        var open: Int?
        for (index, size) in wanted.enumerated() {
            switch size {
            case -1:
                guard open == nil else { throw Misfit("leaves two dimensions open") }
                open = index
                shape.append(1)
            case 0 where !zeroIsZero:
                guard index < value.rank else {
                    throw Misfit("copies a dimension that is not there")
                }
                shape.append(value.shape[index])
            case 0...: shape.append(size)
            default: throw Misfit("makes a dimension of \(size)")
            }
        }
        if let open {
            guard let known = Tensor.product(shape), known > 0, value.count % known == 0 else {
                throw Misfit("puts \(value.shape) into the shape \(wanted)")
            }
            shape[open] = value.count / known
        }
        return [try value.reshaped(shape)]
    }
}

/// `flatten`: two dimensions, all before the axis and all from it on.
struct Flatten: GraphOperation {
    let axis: Int

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let axis = axis == value.rank ? axis : try value.axis(axis)
        guard let rows = Tensor.product(value.shape[..<axis]),
            let columns = Tensor.product(value.shape[axis...])
        else { throw Misfit("gets \(value.shape)") }
        return [try value.reshaped([rows, columns])]
    }
}

/// `squeeze`: without dimensions of 1, all of them or the ones named.
struct Squeeze: GraphOperation {
    let axes: [Int]?

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        var named: Set<Int> = []
        for axis in axes ?? [] {
            let axis = try value.axis(axis)
            guard value.shape[axis] == 1 else { throw Misfit("drops a dimension of more than 1") }
            named.insert(axis)
        }
        let shape = value.shape.enumerated().filter { index, size in
            axes == nil ? size != 1 : !named.contains(index)
        }.map(\.element)
        return [try value.reshaped(shape)]
    }
}

/// `unsqueeze`: with dimensions of 1 where the axes, counted in the result, say.
struct Unsqueeze: GraphOperation {
    let axes: [Int]

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let rank = value.rank + axes.count
        guard rank <= Limits.rank else { throw Misfit("makes \(rank) dimensions") }
        var isNew = [Bool](repeating: false, count: rank)
        for axis in axes { isNew[try Tensor.axis(axis, rank: rank)] = true }
        guard isNew.count(where: { $0 }) == axes.count else { throw Misfit("names an axis twice") }
        var own = value.shape.makeIterator()
        return [try value.reshaped(isNew.map { $0 ? 1 : own.next() ?? 1 })]
    }
}

/// `transpose`: dimensions in another order; reversed where none is given.
struct Transpose: GraphOperation {
    let permutation: [Int]?

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let order = permutation ?? Array(value.shape.indices.reversed())
        guard order.sorted() == Array(value.shape.indices) else {
            throw Misfit("puts \(value.rank) dimensions in the order \(order)")
        }
        _ = try allowance.reserve(value.shape)
        return [Self.moved(value, order)]
    }

    /// - Precondition: `order` holds every dimension once.
    static func moved(_ value: Tensor, _ order: [Int]) -> Tensor {
        let own = strides(value.shape)
        let shape = order.map { value.shape[$0] }
        return value.picked(positions(shape, order.map { own[$0] }), shape: shape)
    }
}

/// `shape`: the dimensions of a value, int64.
struct Shape: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let shape = try inputs.value().shape
        return [Tensor(shape.map { Int64($0) }, shape: [shape.count])]
    }
}

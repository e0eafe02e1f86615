import Tensors

extension Tensor {
    /// A value of the elements at these positions, runs of `run` neighbours each.
    ///
    /// - Precondition: every run lies inside the elements, and together they fill `shape`.
    func picked(_ starts: [Int], run: Int = 1, shape: [Int]) -> Tensor {
        switch elements {
        case .float32(let values): Tensor(Self.pick(values, starts, run), shape: shape)
        case .float64(let values): Tensor(Self.pick(values, starts, run), shape: shape)
        case .int32(let values): Tensor(Self.pick(values, starts, run), shape: shape)
        case .int64(let values): Tensor(Self.pick(values, starts, run), shape: shape)
        case .bool(let values): Tensor(Self.pick(values, starts, run), shape: shape)
        case .text(let values): Tensor(Self.pick(values, starts, run), shape: shape)
        }
    }

    private static func pick<Element: GraphElement>(
        _ values: [Element], _ starts: [Int], _ run: Int
    ) -> [Element] {
        guard run != 1 else { return starts.map { values[$0] } }
        var result: [Element] = []
        result.reserveCapacity(starts.count * run)
        for start in starts { result.append(contentsOf: values[start..<start + run]) }
        return result
    }
}

/// Distances between neighbours along each dimension of a row-major value.
func strides(_ shape: [Int]) -> [Int] {
    var strides = [Int](repeating: 1, count: shape.count)
    for dimension in stride(from: shape.count - 2, through: 0, by: -1) {
        strides[dimension] = strides[dimension + 1] &* shape[dimension + 1]
    }
    return strides
}

/// Positions in row-major order of a value of `shape` whose neighbours are `strides` apart.
func positions(_ shape: [Int], _ strides: [Int], from start: Int = 0) -> [Int] {
    var result = [start]
    for (dimension, stride) in zip(shape, strides) {
        guard dimension > 0 else { return [] }
        guard dimension > 1 else { continue }
        var next: [Int] = []
        next.reserveCapacity(result.count * dimension)
        for position in result {
            for index in 0..<dimension { next.append(position + index * stride) }
        }
        result = next
    }
    return result
}

import Tensors
import WeightFormat

/// `largest`: the k largest (or smallest) along the axis in order, and where they stand; of equals
/// the one that comes first.
struct Largest: GraphOperation {
    let axis: Int
    let isSmallest: Bool

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let axis = try value.axis(axis)
        let view = AxisView(value.shape, axis: axis)
        guard let k = try inputs.value(1).integers().first, k >= 0, k <= view.length else {
            throw Misfit("seeks more elements than the \(view.length) there are")
        }
        var shape = value.shape
        shape[axis] = k
        _ = try allowance.reserve(value.shape)
        let found: [Int] =
            switch value.elements {
            case .float32(let values): seek(values, view, k)
            case .float64(let values): seek(values, view, k)
            case .int32(let values): seek(values, view, k)
            case .int64(let values): seek(values, view, k)
            case .bool, .text: throw Misfit("takes no \(value.kind.rawValue)")
            }
        let positions = found.map { Int64($0 / view.inner % view.length) }
        return [value.picked(found, shape: shape), Tensor(positions, shape: shape)]
    }

    private func seek<Value: Comparable>(
        _ values: [Value], _ view: AxisView, _ k: Int
    ) -> [Int] {
        isSmallest ? seek(values, view, k) { $0 < $1 } : seek(values, view, k) { $0 > $1 }
    }

    /// Positions of the k best, in the result's order.
    @inline(__always)
    private func seek<Value>(
        _ values: [Value], _ view: AxisView, _ k: Int, _ isBetter: (Value, Value) -> Bool
    ) -> [Int] {
        guard k > 0, !values.isEmpty else { return [] }
        var result = [Int](repeating: 0, count: view.outer * k * view.inner)
        for outer in 0..<view.outer {
            for inner in 0..<view.inner {
                let start = outer * view.length * view.inner + inner
                let best = Self.best(values, start, view, k, isBetter)
                for (rank, position) in best.enumerated() {
                    result[(outer * k + rank) * view.inner + inner] = position
                }
            }
        }
        return result
    }

    /// Few are kept sorted while the line is read; many come of a whole sort.
    @inline(__always)
    private static func best<Value>(
        _ values: [Value], _ start: Int, _ view: AxisView, _ k: Int,
        _ isBetter: (Value, Value) -> Bool
    ) -> [Int] {
        if k > 64 {
            let line = (0..<view.length).map { start + $0 * view.inner }
            return Array(
                line.sorted { first, second in
                    isBetter(values[first], values[second])
                        || first < second && !isBetter(values[second], values[first])
                }.prefix(k))
        }
        var best: [Int] = []
        best.reserveCapacity(k + 1)
        for index in 0..<view.length {
            let position = start + index * view.inner
            if best.count == k, !isBetter(values[position], values[best[k - 1]]) { continue }
            var place = best.count
            while place > 0, isBetter(values[position], values[best[place - 1]]) { place -= 1 }
            best.insert(position, at: place)
            if best.count > k { best.removeLast() }
        }
        return best
    }
}

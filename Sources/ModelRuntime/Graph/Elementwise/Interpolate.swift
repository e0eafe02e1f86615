import Tensors
import WeightFormat

/// `interpolate`: each element on the line between the two knots that it lies between; beyond the
/// ends the end's own value. Knots and values are one list for all columns, or a list a column.
///
/// The order of operations is that of NumPy's `interp`.
struct Interpolate: GraphOperation {
    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value(0)
        let knots = try inputs.value(1)
        let values = try inputs.value(2)
        let columns = value.rank == 2 ? value.shape[1] : 1
        guard value.rank >= 1, knots.shape == values.shape, let length = knots.shape.last,
            length >= 1, knots.rank == 1 || knots.shape == [columns, length]
        else {
            throw Misfit("has knots \(knots.shape) and values \(values.shape) for \(value.shape)")
        }
        _ = try allowance.reserve(value.shape)
        switch value.elements {
        case .float32(let x):
            let line = Line(try knots.values(Float.self), try values.values(Float.self), length)
            return [Tensor(line.at(x, columns), shape: value.shape)]
        case .float64(let x):
            let line = Line(try knots.values(Double.self), try values.values(Double.self), length)
            return [Tensor(line.at(x, columns), shape: value.shape)]
        case .int32, .int64, .bool, .text: throw Misfit("takes floating-point numbers alone")
        }
    }

    /// Lines of `length` knots each, one after another.
    private struct Line<Scalar: Real> {
        let knots: [Scalar]
        let values: [Scalar]
        let length: Int

        init(_ knots: [Scalar], _ values: [Scalar], _ length: Int) {
            self.knots = knots
            self.values = values
            self.length = length
        }

        func at(_ x: [Scalar], _ columns: Int) -> [Scalar] {
            let isShared = knots.count == length
            return x.indices.map { at(x[$0], from: isShared ? 0 : $0 % columns * length) }
        }

        private func at(_ x: Scalar, from start: Int) -> Scalar {
            if x.isNaN { return x }
            let last = start + length - 1
            if x < knots[start] { return values[start] }
            if x >= knots[last] { return values[last] }
            let low = place(x, start, last)
            if knots[low] == x { return values[low] }
            let slope = (values[low + 1] - values[low]) / (knots[low + 1] - knots[low])
            let fromLow = slope * (x - knots[low]) + values[low]
            if !fromLow.isNaN { return fromLow }
            let fromHigh = slope * (x - knots[low + 1]) + values[low + 1]
            return fromHigh.isNaN && values[low] == values[low + 1] ? values[low] : fromHigh
        }

        /// The last knot at or below `x`, which lies between the first and the last.
        private func place(_ x: Scalar, _ start: Int, _ last: Int) -> Int {
            var low = start
            var high = last
            while high - low > 1 {
                let middle = low + (high - low) / 2
                if knots[middle] <= x { low = middle } else { high = middle }
            }
            return low
        }
    }
}

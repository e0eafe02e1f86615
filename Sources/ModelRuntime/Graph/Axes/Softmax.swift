import Tensors
import WeightFormat

/// What one line of numbers becomes, whichever axis it runs along.
protocol LineOperation: GraphOperation {
    var axis: Int { get }
    /// Whether a line runs through all dimensions from the axis on.
    var isFlat: Bool { get }
    func apply<Scalar: Real>(_ line: inout [Scalar])
    /// The same for lines one after the other; nil where there is no faster way than one by one.
    func lines<Scalar: Real>(_ values: [Scalar], length: Int) -> [Scalar]?
}

extension LineOperation {
    var isFlat: Bool { false }

    func lines<Scalar: Real>(_ values: [Scalar], length: Int) -> [Scalar]? { nil }

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        _ = try allowance.reserve(value.shape)
        // A flat axis may stand behind the last dimension.
        let axis =
            isFlat && axis == value.rank ? axis : try value.axis(axis)
        let view =
            isFlat
            ? AxisView(
                [
                    Tensor.product(value.shape[..<axis]) ?? 0,
                    Tensor.product(value.shape[axis...]) ?? 0,
                ], axis: 1)
            : AxisView(value.shape, axis: axis)
        switch value.elements {
        case .float32(let values): return [Tensor(lines(values, view), shape: value.shape)]
        case .float64(let values): return [Tensor(lines(values, view), shape: value.shape)]
        case .int32, .int64, .bool, .text: throw Misfit("takes floating-point numbers alone")
        }
    }

    @inline(__always)
    private func lines<Scalar: Real>(_ values: [Scalar], _ view: AxisView) -> [Scalar] {
        guard !values.isEmpty else { return values }
        if view.inner == 1, let result = lines(values, length: view.length) { return result }
        var result = values
        var line = [Scalar](repeating: 0, count: view.length)
        for outer in 0..<view.outer {
            for inner in 0..<view.inner {
                let start = outer * view.length * view.inner + inner
                for index in 0..<view.length { line[index] = values[start + index * view.inner] }
                apply(&line)
                for index in 0..<view.length { result[start + index * view.inner] = line[index] }
            }
        }
        return result
    }
}

/// `softmax`, and `log-softmax` its logarithm.
struct Softmax: LineOperation {
    let axis: Int
    let isFlat: Bool
    let isLogarithm: Bool
    /// nil for the platform's own.
    let exponentials: Exponentials?

    func lines<Scalar: Real>(_ values: [Scalar], length: Int) -> [Scalar]? {
        guard !isLogarithm, let exponentials else { return nil }
        var lines = Matrix(rows: values.count / length, columns: length, values: values)
        lines.applySoftmax(by: exponentials)
        return lines.values
    }

    func apply<Scalar: Real>(_ line: inout [Scalar]) {
        let largest = line.max { $0 < $1 } ?? 0
        var sum: Scalar = 0
        if isLogarithm {
            for value in line { sum += Scalar.exp(value - largest) }
            let logarithm = Scalar.log(sum)
            for index in line.indices { line[index] = line[index] - largest - logarithm }
            return
        }
        for index in line.indices {
            line[index] = Scalar.exp(line[index] - largest)
            sum += line[index]
        }
        for index in line.indices { line[index] /= sum }
    }
}

/// `normalize`: each line divided by its norm of order 1 or 2; a line of norm zero stays.
struct LineNormalization: LineOperation {
    let axis: Int
    let order: Int

    func apply<Scalar: Real>(_ line: inout [Scalar]) {
        var norm: Scalar = 0
        for value in line { norm += order == 1 ? value.magnitude : value * value }
        if order != 1 { norm = norm.squareRoot() }
        guard norm != 0 else { return }
        for index in line.indices { line[index] /= norm }
    }
}

/// `cumulative-sum`: of all elements up to each, or before it; from the end where reversed.
struct CumulativeSum: GraphOperation {
    let axis: Int
    let isExclusive: Bool
    let isReversed: Bool

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        let view = AxisView(value.shape, axis: try value.axis(axis))
        _ = try allowance.reserve(value.shape)
        switch value.elements {
        case .float32(let values): return [Tensor(sums(values, view, 0, +), shape: value.shape)]
        case .float64(let values): return [Tensor(sums(values, view, 0, +), shape: value.shape)]
        case .int32(let values): return [Tensor(sums(values, view, 0, &+), shape: value.shape)]
        case .int64(let values): return [Tensor(sums(values, view, 0, &+), shape: value.shape)]
        case .bool, .text: throw Misfit("takes no \(value.kind.rawValue)")
        }
    }

    @inline(__always)
    private func sums<Value>(
        _ values: [Value], _ view: AxisView, _ zero: Value, _ add: (Value, Value) -> Value
    ) -> [Value] {
        var result = values
        guard !values.isEmpty else { return result }
        for outer in 0..<view.outer {
            for inner in 0..<view.inner {
                let start = outer * view.length * view.inner + inner
                var sum = zero
                for step in 0..<view.length {
                    let index = isReversed ? view.length - 1 - step : step
                    let position = start + index * view.inner
                    let next = add(sum, values[position])
                    result[position] = isExclusive ? sum : next
                    sum = next
                }
            }
        }
        return result
    }
}

// Functions of one row of scores, in place: `columns` numbers from `start`. They are plain loops
// over arrays; a row of scores has few columns, and the exponentials cost more than the checks.
extension Matrix {
    /// Applies `function` to every number.
    @inlinable
    public mutating func apply(_ function: (Scalar) -> Scalar) {
        for index in values.indices { values[index] = function(values[index]) }
    }

    /// Every number becomes `1 / (1 + e^-x)`, in the order of the library that computes in this width.
    ///
    /// - Parameter exponentials: for float32; nil for the platform's, one number at a time.
    public mutating func applyLogistic(by exponentials: Exponentials?) {
        applyLogistic(first: values.count, by: exponentials)
    }

    /// The same for the first `count` numbers.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func applyLogistic(first count: Int, by exponentials: Exponentials?) {
        precondition(count <= values.count, "there are as many numbers")
        if applyNarrow(exponentials, { $0.applyLogistic($1, count: count) }) { return }
        for index in 0..<count { values[index] = Scalar.sigmoid(values[index]) }
    }

    /// Every number becomes its hyperbolic tangent.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func applyTanh(by exponentials: Exponentials?) {
        let count = values.count
        if applyNarrow(exponentials, { $0.applyTanh($1, count: count) }) { return }
        for index in values.indices { values[index] = Scalar.tanh(values[index]) }
    }

    /// Every number becomes `e^x`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func applyExponential(by exponentials: Exponentials?) {
        let count = values.count
        if applyNarrow(exponentials, { $0.apply($1, count: count) }) { return }
        for index in values.indices { values[index] = Scalar.exp(values[index]) }
    }

    /// Each row becomes `e^(s - max) / Σ e^(s - max)`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func applySoftmax(by exponentials: Exponentials?) {
        let (rows, columns) = (rows, columns)
        if applyNarrow(exponentials, { $0.applySoftmax($1, rows: rows, columns: columns) }) {
            return
        }
        forEachRow { row, values in
            let largest = Self.largest(values[row])
            var sum: Scalar = 0
            for index in row {
                values[index] = Scalar.exp(values[index] - largest)
                sum += values[index]
            }
            for index in row { values[index] /= sum }
        }
    }

    /// Softmax whose sum is taken in double, whatever the width (XGBoost).
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func applyDirectSoftmax() {
        forEachRow { row, values in
            let largest = Self.largest(values[row])
            var sum = 0.0
            for index in row {
                values[index] = Scalar.exp(values[index] - largest)
                sum += Double(values[index])
            }
            for index in row { values[index] /= Scalar(sum) }
        }
    }

    /// Each row in rising order.
    public mutating func sortRows() {
        forEachRow { row, values in values[row].sort() }
    }

    /// Each number after a row's first is the one before it and a step of `log(1 + e^s)`, and never
    /// less than 1e-6 (XGBoost's expectiles).
    public mutating func applyCumulativeSoftplus() {
        forEachRow { row, values in
            for index in row.dropFirst() {
                let x = values[index]
                let step =
                    x > 0
                    ? x + Scalar.log1p(Scalar.exp(-x)) : Scalar.log1p(Scalar.exp(x))
                values[index] = values[index - 1] + (1e-6 + step)
            }
        }
    }

    /// As softmax, but scores of zero (within 1e-7, as ONNX Runtime reads the standard) take no
    /// exponential and so no share.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func applySoftmaxZero() {
        forEachRow { row, values in
            let largest = Self.largest(values[row])
            let scale = Scalar.exp(-largest)
            var sum: Scalar = 0
            for index in row {
                if values[index] > 1e-7 || values[index] < -1e-7 {
                    values[index] = Scalar.exp(values[index] - largest)
                    sum += values[index]
                } else {
                    values[index] *= scale
                }
            }
            for index in row { values[index] /= sum }
        }
    }

    /// Each row divided by its sum; equal shares where that is 0.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public mutating func normalizeBySum() {
        forEachRow { row, values in
            var sum: Scalar = 0
            for index in row { sum += values[index] }
            let share = 1 / Scalar(row.count)
            for index in row { values[index] = sum == 0 ? share : values[index] / sum }
        }
    }

    private mutating func forEachRow(_ body: (Range<Int>, inout [Scalar]) -> Void) {
        for row in 0..<rows { body(row * columns..<(row + 1) * columns, &values) }
    }

    /// The largest number; a NaN is never it.
    static func largest(_ scores: ArraySlice<Scalar>) -> Scalar {
        var largest = -Scalar.greatestFiniteMagnitude
        for score in scores where score > largest { largest = score }
        return largest
    }
}

extension Real {
    /// The inverse of the normal distribution's cumulative function.
    ///
    /// The inverse error function is Winitzki's approximation with a = 0.147, which is what ONNX
    /// Runtime answers for `PROBIT`; it is good to about 2e-3.
    public static func probit(_ probability: Self) -> Self {
        let x = 2 * probability - 1
        let sign: Self = x < 0 ? -1 : 1
        let logarithm = Self.log((1 - x) * (1 + x))
        let half = 2 / (.pi * 0.147) + 0.5 * logarithm
        let root = -half + (half * half - 1 / 0.147 * logarithm).squareRoot()
        return 1.414_213_56 * (sign * root.squareRoot())
    }
}

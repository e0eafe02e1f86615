import Tensors
import WeightFormat

/// `reduce`: one number of all elements along the axes; along all of them where none are named.
struct Reduce: GraphOperation {
    let reduction: OperatorAttributes.Reduction
    let axes: [Int]?
    let keeps: Bool

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        var isReduced = [Bool](repeating: axes == nil, count: value.rank)
        for axis in axes ?? [] { isReduced[try value.axis(axis)] = true }
        let kept = value.shape.indices.filter { !isReduced[$0] }
        let reduced = value.shape.indices.filter { isReduced[$0] }
        let rows = try allowance.reserve(kept.map { value.shape[$0] })
        let columns = Tensor.product(reduced.map { value.shape[$0] }) ?? 0
        _ = try allowance.reserve(value.shape)
        let shape = value.shape.indices.compactMap {
            isReduced[$0] ? (keeps ? 1 : nil) : value.shape[$0]
        }
        let moved =
            kept + reduced == Array(value.shape.indices)
            ? value : Transpose.moved(value, kept + reduced)
        switch moved.elements {
        case .float32(let values):
            return [Tensor(try reals(values, rows, columns), shape: shape)]
        case .float64(let values):
            return [Tensor(try reals(values, rows, columns), shape: shape)]
        case .int32(let values):
            return [Tensor(try integers(values, rows, columns), shape: shape)]
        case .int64(let values):
            return [Tensor(try integers(values, rows, columns), shape: shape)]
        case .bool, .text: throw Misfit("takes no \(value.kind.rawValue)")
        }
    }

    private func reals<Scalar: Real>(
        _ values: [Scalar], _ rows: Int, _ columns: Int
    ) throws(Misfit) -> [Scalar] {
        let fold = try Fold<Scalar>(columns)
        return switch reduction {
        case .sum: fold.rows(values, rows) { Self.sum($0) }
        case .mean: fold.rows(values, rows) { Self.sum($0) / Scalar($0.count) }
        case .product: fold.rows(values, rows) { $0.reduce(1, *) }
        case .l1: fold.rows(values, rows) { $0.reduce(0) { $0 + $1.magnitude } }
        case .l2: fold.rows(values, rows) { Self.squares($0).squareRoot() }
        case .sumOfSquares: fold.rows(values, rows) { Self.squares($0) }
        case .logOfSum: fold.rows(values, rows) { Scalar.log(Self.sum($0)) }
        case .logOfSumOfExponentials: fold.rows(values, rows) { Self.logSum($0) }
        case .maximum:
            try fold.extremes(values, rows) { $0 > $1 || $0.isNaN ? $0 : $1 }
        case .minimum:
            try fold.extremes(values, rows) { $0 < $1 || $0.isNaN ? $0 : $1 }
        }
    }

    private func integers<Integer: FixedWidthInteger & SignedInteger>(
        _ values: [Integer], _ rows: Int, _ columns: Int
    ) throws(Misfit) -> [Integer] {
        let fold = try Fold<Integer>(columns)
        switch reduction {
        case .sum: return fold.rows(values, rows) { $0.reduce(0, &+) }
        case .mean:
            guard columns > 0 else { throw Misfit("takes the mean of nothing") }
            return fold.rows(values, rows) {
                $0.reduce(0, &+) / Integer(truncatingIfNeeded: columns)
            }
        case .product: return fold.rows(values, rows) { $0.reduce(1, &*) }
        case .l1: return fold.rows(values, rows) { $0.reduce(0) { $0 &+ ($1 < 0 ? 0 &- $1 : $1) } }
        case .sumOfSquares: return fold.rows(values, rows) { $0.reduce(0) { $0 &+ $1 &* $1 } }
        case .maximum: return try fold.extremes(values, rows) { max($0, $1) }
        case .minimum: return try fold.extremes(values, rows) { min($0, $1) }
        case .l2, .logOfSum, .logOfSumOfExponentials: throw Misfit("takes no integers")
        }
    }

    private static func sum<Scalar: Real>(_ values: ArraySlice<Scalar>) -> Scalar {
        var sum: Scalar = 0
        for value in values { sum += value }
        return sum
    }

    private static func squares<Scalar: Real>(_ values: ArraySlice<Scalar>) -> Scalar {
        var sum: Scalar = 0
        for value in values { sum += value * value }
        return sum
    }

    /// With the largest taken out first, so that no exponential overflows; an infinite largest is
    /// not taken out.
    private static func logSum<Scalar: Real>(_ values: ArraySlice<Scalar>) -> Scalar {
        let largest = values.max { $0 < $1 } ?? 0
        let shift = largest.isFinite ? largest : 0
        var sum: Scalar = 0
        for value in values { sum += Scalar.exp(value - shift) }
        return Scalar.log(sum) + shift
    }
}

/// Rows of a matrix, each folded to one number.
private struct Fold<Value> {
    let columns: Int

    init(_ columns: Int) throws(Misfit) { self.columns = columns }

    @inline(__always)
    func rows(_ values: [Value], _ rows: Int, _ fold: (ArraySlice<Value>) -> Value) -> [Value] {
        (0..<rows).map { fold(values[$0 * columns..<($0 + 1) * columns]) }
    }

    @inline(__always)
    func extremes(
        _ values: [Value], _ rows: Int, _ better: (Value, Value) -> Value
    ) throws(Misfit) -> [Value] {
        guard columns > 0 || rows == 0 else { throw Misfit("seeks an extreme of nothing") }
        return self.rows(values, rows) { row in
            var best = row[row.startIndex]
            for value in row.dropFirst() { best = better(best, value) }
            return best
        }
    }
}

/// Rows that stand side by side.
@inline(__always) private var rowsAtOnce: Int { 16 }

/// Features of a small product: columns of that many rows fit a kilobyte of the stack.
@inline(__always) private var mostFeatures: Int { 16 }

/// `x · weightsᵀ + intercepts` of few features, rows in lanes: each sum runs in feature order, a
/// product rounded before it is added, so that the results are the plain loop's in all instruction
/// sets.
///
/// - Precondition: at most 16 features; `x` points at rows x features numbers, `weights` at outputs x
///   features, `intercepts` at outputs, `scores` at room for rows x outputs.
public func smallProducts32(
    _ x: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ intercepts: UnsafePointer<Float>, rows: Int, features: Int, outputs: Int,
    into scores: UnsafeMutablePointer<Float>
) {
    guard rows >= rowsAtOnce / 4 else {
        return multiplyEach(
            x, weights, intercepts, rows: rows, features: features, outputs: outputs, into: scores)
    }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: mostFeatures &* rowsAtOnce) { columns in
        guard let columns = columns.baseAddress else { return }
        for first in stride(from: 0, to: rows, by: rowsAtOnce) {
            let count = min(rowsAtOnce, rows &- first)
            let x = x + first &* features
            for row in 0..<count {
                for feature in 0..<features {
                    columns[feature &* rowsAtOnce &+ row] = x[row &* features &+ feature]
                }
            }
            multiply(
                columns, weights, intercepts, rows: count, features: features, outputs: outputs,
                into: scores + first &* outputs)
        }
    }
}

/// - Precondition: `columns` holds features x 16 numbers, of which those of `rows` rows count.
@inline(__always)
private func multiply(
    _ columns: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ intercepts: UnsafePointer<Float>, rows: Int, features: Int, outputs: Int,
    into scores: UnsafeMutablePointer<Float>
) {
    for output in 0..<outputs {
        let weights = weights + output &* features
        var sums = SIMD16<Float>()
        for feature in 0..<features {
            let column = UnsafeRawPointer(columns + feature &* rowsAtOnce)
                .loadUnaligned(as: SIMD16<Float>.self)
            sums += column * SIMD16<Float>(repeating: weights[feature])
        }
        sums += SIMD16<Float>(repeating: intercepts[output])
        if rows == rowsAtOnce {
            for row in 0..<rowsAtOnce { scores[row &* outputs &+ output] = sums[row] }
        } else {
            for row in 0..<rows { scores[row &* outputs &+ output] = sums[row] }
        }
    }
}

/// Row by row: for a few the way through columns is longer.
///
/// - Precondition: as for small products.
@inline(__always)
private func multiplyEach(
    _ x: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ intercepts: UnsafePointer<Float>, rows: Int, features: Int, outputs: Int,
    into scores: UnsafeMutablePointer<Float>
) {
    for row in 0..<rows {
        let x = x + row &* features
        for output in 0..<outputs {
            let weights = weights + output &* features
            var sum: Float = 0
            for feature in 0..<features { sum += x[feature] * weights[feature] }
            scores[row &* outputs &+ output] = sum + intercepts[output]
        }
    }
}

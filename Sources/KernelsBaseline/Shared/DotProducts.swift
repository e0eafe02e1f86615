@inline(__always)
private func load(_ numbers: UnsafePointer<Float>, _ index: Int) -> Floats {
    UnsafeRawPointer(numbers + index).loadUnaligned(as: Floats.self)
}

/// The sum of a register's lanes, half added to half.
@inline(__always)
private func total(_ sums: Floats) -> Float {
    var sums = sums
    var width = Floats.scalarCount / 2
    while width > 0 {
        for lane in 0..<width { sums[lane] += sums[lane &+ width] }
        width /= 2
    }
    return sums[0]
}

/// Dot products of a few rows with a few outputs: what is loaded for a row serves all outputs, and the
/// other way round, and no sum waits for another.
///
/// - Precondition: `x` points at the rows, `weights` at the outputs' weights, `features` numbers each;
///   `intercepts` at the outputs', `scores` at the first row's first of these outputs, the next row's
///   `stride` behind. rows x outputs is at most 20, and both are constants where this is called.
@inline(__always)
private func tile(
    _ x: UnsafePointer<Float>, rows: Int, _ weights: UnsafePointer<Float>,
    _ intercepts: UnsafePointer<Float>, outputs: Int, features: Int,
    into scores: UnsafeMutablePointer<Float>, stride: Int
) {
    let lanes = Floats.scalarCount
    let whole = features & ~(lanes &- 1)
    var sums = InlineArray<20, Floats>(repeating: Floats())
    var feature = 0
    while feature < whole {
        for output in 0..<outputs {
            let weight = load(weights, output &* features &+ feature)
            for row in 0..<rows {
                sums[row &* outputs &+ output] = multiplyAdd(
                    sums[row &* outputs &+ output], load(x, row &* features &+ feature), weight)
            }
        }
        feature &+= lanes
    }
    for row in 0..<rows {
        for output in 0..<outputs {
            var sum = total(sums[row &* outputs &+ output])
            for feature in whole..<features {
                sum += x[row &* features &+ feature] * weights[output &* features &+ feature]
            }
            scores[row &* stride &+ output] = sum + intercepts[output]
        }
    }
}

/// `x · weightsᵀ + intercepts`, each sum in as many parts as a register has lanes.
///
/// - Precondition: `x` points at rows x features numbers, `weights` at outputs x features,
///   `intercepts` at outputs, `scores` at room for rows x outputs.
public func dotProducts32(
    _ x: UnsafePointer<Float>, _ weights: UnsafePointer<Float>,
    _ intercepts: UnsafePointer<Float>, rows: Int, features: Int, outputs: Int,
    into scores: UnsafeMutablePointer<Float>
) {
    // Weights of a few outputs serve a block of rows while they are in the first-level cache, and the
    // block stays in the second.
    let blockRows = 32
    for first in stride(from: 0, to: rows, by: blockRows) {
        let x = x + first &* features
        let count = min(blockRows, rows &- first)
        var output = 0
        while output < outputs {
            let width = outputs &- output
            let step = count < 4 && width >= 10 ? 10 : width >= 5 ? 5 : 1
            multiply(
                x, rows: count, weights + output &* features, intercepts + output,
                outputs: step, features: features,
                into: scores + (first &* outputs &+ output), stride: outputs)
            output &+= step
        }
    }
}

/// Rows with ten outputs, with five or with one.
///
/// - Precondition: as for a tile.
@inline(__always)
private func multiply(
    _ x: UnsafePointer<Float>, rows: Int, _ weights: UnsafePointer<Float>,
    _ intercepts: UnsafePointer<Float>, outputs: Int, features: Int,
    into scores: UnsafeMutablePointer<Float>, stride: Int
) {
    // Wide registers are also twice as many: four rows times five outputs fit, else two.
    let hasRoom = Floats.scalarCount == 16
    var row = 0
    while row < rows {
        let x = x + row &* features
        let scores = scores + row &* stride
        switch outputs {
        case 10:
            tile(
                x, rows: 1, weights, intercepts, outputs: 10, features: features, into: scores,
                stride: stride)
            row &+= 1
        case 5 where hasRoom && row &+ 4 <= rows:
            tile(
                x, rows: 4, weights, intercepts, outputs: 5, features: features, into: scores,
                stride: stride)
            row &+= 4
        case 5 where row &+ 2 <= rows:
            tile(
                x, rows: 2, weights, intercepts, outputs: 5, features: features, into: scores,
                stride: stride)
            row &+= 2
        case 5:
            tile(
                x, rows: 1, weights, intercepts, outputs: 5, features: features, into: scores,
                stride: stride)
            row &+= 1
        case _ where row &+ 4 <= rows:
            tile(
                x, rows: 4, weights, intercepts, outputs: 1, features: features, into: scores,
                stride: stride)
            row &+= 4
        default:
            tile(
                x, rows: 1, weights, intercepts, outputs: 1, features: features, into: scores,
                stride: stride)
            row &+= 1
        }
    }
}

/// Vectors that stand side by side in a block.
@inline(__always) private var blockVectors: Int { 32 }

/// Squared distances, or dot products, between a row and all vectors.
///
/// Each lane folds in feature order, a product rounded before it is added, as a plain loop does: the
/// results are the same bits in all instruction sets.
///
/// - Precondition: `x` points at `features` numbers, `blocks` at blocks of 32 vectors, in each of
///   which feature after feature has its 32 numbers; `results` has room for whole blocks.
@inline(__always)
private func fold(
    _ x: UnsafePointer<Float>, _ blocks: UnsafePointer<Float>, features: Int, blockCount: Int,
    into results: UnsafeMutablePointer<Float>, isDistance: Bool
) {
    let lanes = Floats.scalarCount
    for block in 0..<blockCount {
        var sums = InlineArray<8, Floats>(repeating: Floats())
        var vectors = UnsafeRawPointer(blocks + block &* features &* blockVectors)
        for feature in 0..<features {
            let value = Floats(repeating: x[feature])
            for part in 0..<blockVectors / lanes {
                let vector = vectors.loadUnaligned(
                    fromByteOffset: part &* lanes &* 4, as: Floats.self)
                if isDistance {
                    let difference = value - vector
                    sums[part] += difference * difference
                } else {
                    sums[part] += value * vector
                }
            }
            vectors += blockVectors &* 4
        }
        let place = UnsafeMutableRawPointer(results + block &* blockVectors)
        for part in 0..<blockVectors / lanes {
            place.storeBytes(of: sums[part], toByteOffset: part &* lanes &* 4, as: Floats.self)
        }
    }
}

public func squaredDistances32(
    _ x: UnsafePointer<Float>, _ blocks: UnsafePointer<Float>, features: Int, blockCount: Int,
    into results: UnsafeMutablePointer<Float>
) {
    fold(
        x, blocks, features: features, blockCount: blockCount, into: results, isDistance: true)
}

public func vectorProducts32(
    _ x: UnsafePointer<Float>, _ blocks: UnsafePointer<Float>, features: Int, blockCount: Int,
    into results: UnsafeMutablePointer<Float>
) {
    fold(
        x, blocks, features: features, blockCount: blockCount, into: results, isDistance: false)
}

/// The sum of products, each rounded to float before it is added in double.
///
/// - Precondition: both point at `count` numbers.
public func weightedSum32(
    _ weights: UnsafePointer<Float>, _ values: UnsafePointer<Float>, count: Int
) -> Double {
    let lanes = Doubles.scalarCount
    var sums = InlineArray<4, Doubles>(repeating: Doubles())
    var products = InlineArray<16, Float>(repeating: 0)
    var index = 0
    while index &+ 4 &* lanes <= count {
        for part in 0..<4 {
            let start = index &+ part &* lanes
            for lane in 0..<lanes {
                products[lane] = weights[start &+ lane] * values[start &+ lane]
            }
            for lane in 0..<lanes { sums[part][lane] += Double(products[lane]) }
        }
        index &+= 4 &* lanes
    }
    var sum = 0.0
    for part in 0..<4 {
        for lane in 0..<lanes { sum += sums[part][lane] }
    }
    while index < count {
        sum += Double(weights[index] * values[index])
        index &+= 1
    }
    return sum
}

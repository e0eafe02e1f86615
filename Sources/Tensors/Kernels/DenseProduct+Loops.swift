/// The sides of a product rows x features times (outputs x features)ᵀ.
struct ProductShape {
    let rows: Int
    let features: Int
    let outputs: Int
}

// All three loops: `x` holds rows x features numbers, `coefficients` outputs x features (transposed
// in `lanesProduct`), `intercepts` outputs, `scores` room for rows x outputs. The caller checks it.

/// One output, in feature order.
@inline(__always)
func orderedDotProduct<Scalar: Real>(
    _ x: UnsafePointer<Scalar>, _ coefficients: UnsafePointer<Scalar>,
    _ intercepts: UnsafePointer<Scalar>, _ scores: UnsafeMutablePointer<Scalar>,
    _ shape: ProductShape
) {
    for row in 0..<shape.rows {
        let features = x + row &* shape.features
        var sum: Scalar = 0
        for feature in 0..<shape.features { sum += features[feature] * coefficients[feature] }
        (scores + row).initialize(to: sum + intercepts[0])
    }
}

/// All outputs side by side, one feature after the other: every sum is in feature order.
@inline(__always)
func lanesProduct<Scalar: Real>(
    _ x: UnsafePointer<Scalar>, _ transposed: UnsafePointer<Scalar>,
    _ intercepts: UnsafePointer<Scalar>, _ scores: UnsafeMutablePointer<Scalar>,
    _ shape: ProductShape
) {
    for row in 0..<shape.rows {
        let features = x + row &* shape.features
        let sums = scores + row &* shape.outputs
        sums.initialize(repeating: 0, count: shape.outputs)
        for feature in 0..<shape.features {
            let value = features[feature]
            let column = transposed + feature &* shape.outputs
            for output in 0..<shape.outputs { sums[output] += value * column[output] }
        }
        for output in 0..<shape.outputs { sums[output] += intercepts[output] }
    }
}

/// Few outputs, many features: eight partial sums, then the rest in order.
@inline(__always)
func dotProduct<Scalar: Real>(
    _ x: UnsafePointer<Scalar>, _ coefficients: UnsafePointer<Scalar>,
    _ intercepts: UnsafePointer<Scalar>, _ scores: UnsafeMutablePointer<Scalar>,
    _ shape: ProductShape
) {
    let whole = shape.features & ~7
    for row in 0..<shape.rows {
        let features = x + row &* shape.features
        for output in 0..<shape.outputs {
            let weights = coefficients + output &* shape.features
            var sums = SIMD8<Scalar>()
            for feature in stride(from: 0, to: whole, by: 8) {
                // Eight numbers from `feature` on lie inside: `whole` is a multiple of eight.
                let left = UnsafeRawPointer(features + feature)
                let right = UnsafeRawPointer(weights + feature)
                sums +=
                    left.loadUnaligned(as: SIMD8<Scalar>.self)
                    * right.loadUnaligned(as: SIMD8<Scalar>.self)
            }
            var sum = sums.sum()
            for feature in whole..<shape.features { sum += features[feature] * weights[feature] }
            (scores + row &* shape.outputs + output).initialize(to: sum + intercepts[output])
        }
    }
}

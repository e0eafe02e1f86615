/// The sides of a product rows x features times (outputs x features)ᵀ.
struct ProductShape {
    let rows: Int
    let features: Int
    let outputs: Int
}

// Both loops: `x` holds rows x features numbers, `coefficients` outputs x features, `intercepts`
// outputs, `scores` room for rows x outputs. The caller checks it.

/// Each sum in feature order.
@inline(__always)
func orderedProduct<Scalar: Real>(
    _ x: UnsafePointer<Scalar>, _ coefficients: UnsafePointer<Scalar>,
    _ intercepts: UnsafePointer<Scalar>, _ scores: UnsafeMutablePointer<Scalar>,
    _ shape: ProductShape
) {
    for row in 0..<shape.rows {
        let features = x + row &* shape.features
        for output in 0..<shape.outputs {
            let weights = coefficients + output &* shape.features
            var sum: Scalar = 0
            for feature in 0..<shape.features { sum += features[feature] * weights[feature] }
            (scores + row &* shape.outputs + output).initialize(to: sum + intercepts[output])
        }
    }
}

/// Eight partial sums, then the rest in order.
@inline(__always)
func partialSums<Scalar: Real>(
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

import COpenBLAS

/// OpenBLAS would start a team of threads in every thread that serves; one thread each is ours.
private let singleThreaded: Void = openblas_set_num_threads(1)

/// `scores = x · coefficientsᵀ + intercepts` by OpenBLAS; the sums start from the intercepts' rows.
///
/// - Precondition: `x` holds rows x features numbers, `coefficients` outputs x features,
///   `intercepts` outputs, `scores` room for rows x outputs; every side is at least 1.
@inline(__always)
func blasProduct<Scalar: Real>(
    _ x: UnsafePointer<Scalar>, _ coefficients: UnsafePointer<Scalar>,
    _ intercepts: UnsafePointer<Scalar>, _ scores: UnsafeMutablePointer<Scalar>,
    _ shape: ProductShape
) {
    singleThreaded
    for row in 0..<shape.rows {
        (scores + row &* shape.outputs).initialize(from: intercepts, count: shape.outputs)
    }
    // A side beyond Int32 cannot be: the weight file's and the batch's limits are far below.
    let rows = Int32(shape.rows)
    let features = Int32(shape.features)
    let outputs = Int32(shape.outputs)
    let x = UnsafeRawPointer(x)
    let coefficients = UnsafeRawPointer(coefficients)
    let scores = UnsafeMutableRawPointer(scores)
    if Scalar.self == Float.self {
        cblas_sgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, rows, outputs, features, 1,
            x.assumingMemoryBound(to: Float.self), features,
            coefficients.assumingMemoryBound(to: Float.self), features, 1,
            scores.assumingMemoryBound(to: Float.self), outputs)
    } else {
        precondition(Scalar.self == Double.self, "OpenBLAS knows float32 and float64")
        cblas_dgemm(
            CblasRowMajor, CblasNoTrans, CblasTrans, rows, outputs, features, 1,
            x.assumingMemoryBound(to: Double.self), features,
            coefficients.assumingMemoryBound(to: Double.self), features, 1,
            scores.assumingMemoryBound(to: Double.self), outputs)
    }
}

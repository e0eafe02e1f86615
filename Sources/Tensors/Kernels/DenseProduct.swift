/// `x · coefficientsᵀ + intercepts`, laid out for speed.
///
/// The layout depends on the model alone, never on the number of rows, so that a row's answer does
/// not depend on its company in a batch.
public struct DenseProduct<Scalar: Real>: Sendable {
    enum Layout: Equatable, Sendable {
        /// Few outputs, many features: the dot product in `lanes` partial sums.
        case dot
        /// One feature after the other, all outputs side by side; the sums run in feature order.
        case outputsInLanes
        /// Few features, rows side by side: the sums run in feature order; float32.
        case rowsInLanes
        /// Tiles of a few rows and outputs, each sum in as many parts as a register has lanes; float32.
        case tiles
        case blas
    }

    /// Multiplications a row from which OpenBLAS is faster than the loops here in float64, where the
    /// times of a single row cross: between logistic models of 32 and of 64 features and ten
    /// classes, by `chorus bench FILE --batch 1,64`. Batches cross earlier.
    static var multiplicationsForBLAS: Int { 512 }
    /// Features from which one output is summed in lanes: below it the plain order is as fast and
    /// equals the reference bit for bit.
    static var featuresForLanes: Int { 32 }

    /// Features up to which rows stand in lanes.
    static var featuresForRows: Int { 16 }

    public let features: Int
    public let outputs: Int
    let layout: Layout
    /// [outputs, features], or its transpose where the outputs stand in lanes.
    let coefficients: [Scalar]
    let intercepts: [Scalar]
    private let kernels: KernelSet

    /// - Parameters:
    ///   - coefficients: outputs x features.
    ///   - intercepts: one an output.
    public init(
        coefficients: Matrix<Scalar>, intercepts: [Scalar],
        for instructionSet: InstructionSet = .best
    ) {
        precondition(intercepts.count == coefficients.rows, "one intercept an output")
        features = coefficients.columns
        outputs = coefficients.rows
        kernels = KernelSet.of(instructionSet)
        layout = Self.layout(outputs: outputs, features: features)
        self.intercepts = intercepts
        self.coefficients =
            layout == .outputsInLanes ? coefficients.transposed().values : coefficients.values
    }

    public var plan: KernelPlan {
        let form =
            switch layout {
            case .dot: "dot products in eight partial sums"
            case .outputsInLanes: "outputs in lanes, in feature order"
            case .rowsInLanes: "rows in lanes, in feature order"
            case .tiles: "tiles of rows and outputs"
            case .blas: "OpenBLAS"
            }
        return KernelPlan(
            singleRows: form, batches: form,
            reason: "\(features) features x \(outputs) outputs",
            instructionSet: kernels.instructionSet)
    }

    static func layout(outputs: Int, features: Int) -> Layout {
        if Scalar.self == Float.self {
            if features >= featuresForLanes { return .tiles }
            if features <= featuresForRows { return .rowsInLanes }
        }
        if outputs * features >= multiplicationsForBLAS { return .blas }
        return outputs < 4 && features >= featuresForLanes ? .dot : .outputsInLanes
    }

    /// Scores, rows x outputs.
    ///
    /// - Precondition: `x` has `features` columns.
    public func callAsFunction(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var scores = Matrix<Scalar>(rows: 0, columns: 0)
        fill(&scores, x)
        return scores
    }

    /// The same, in the storage of `scores`.
    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    public func fill(_ scores: inout Matrix<Scalar>, _ x: Matrix<Scalar>) {
        precondition(x.columns == features, "a row has the model's features")
        let rows = x.rows
        scores.reuse(rows: rows, columns: outputs)
        x.values.withUnsafeBufferPointer { x in
            scores.values.withUnsafeMutableBufferPointer { scores in
                // The arrays hold rows x features, outputs x features, outputs and rows x outputs
                // numbers (the preconditions here and in init), and the loops run over just these.
                guard let scores = scores.baseAddress, let x = x.baseAddress else { return }
                fill(scores, rows: rows, x)
            }
        }
    }

    /// - Precondition: `x` points at rows x features numbers, `scores` at room for rows x outputs.
    private func fill(_ scores: UnsafeMutablePointer<Scalar>, rows: Int, _ x: UnsafePointer<Scalar>)
    {
        coefficients.withUnsafeBufferPointer { coefficients in
            intercepts.withUnsafeBufferPointer { intercepts in
                guard let coefficients = coefficients.baseAddress,
                    let intercepts = intercepts.baseAddress
                else { return }
                let shape = ProductShape(rows: rows, features: features, outputs: outputs)
                switch layout {
                case .rowsInLanes:
                    narrow(kernels.smallProducts32, x, coefficients, intercepts, scores, rows)
                case .tiles:
                    narrow(kernels.dotProducts32, x, coefficients, intercepts, scores, rows)
                case .blas: blasProduct(x, coefficients, intercepts, scores, shape)
                case .dot: dotProduct(x, coefficients, intercepts, scores, shape)
                case .outputsInLanes where outputs == 1:
                    orderedDotProduct(x, coefficients, intercepts, scores, shape)
                case .outputsInLanes: lanesProduct(x, coefficients, intercepts, scores, shape)
                }
            }
        }
    }

    /// - Precondition: as `fill`; the width is float32.
    @inline(__always)
    private func narrow(
        _ kernel: KernelSet.DotProducts, _ x: UnsafePointer<Scalar>,
        _ coefficients: UnsafePointer<Scalar>, _ intercepts: UnsafePointer<Scalar>,
        _ scores: UnsafeMutablePointer<Scalar>, _ rows: Int
    ) {
        kernel(
            UnsafeRawPointer(x).assumingMemoryBound(to: Float.self),
            UnsafeRawPointer(coefficients).assumingMemoryBound(to: Float.self),
            UnsafeRawPointer(intercepts).assumingMemoryBound(to: Float.self), rows, features,
            outputs, UnsafeMutableRawPointer(scores).assumingMemoryBound(to: Float.self))
    }
}

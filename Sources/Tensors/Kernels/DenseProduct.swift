/// `x · coefficientsᵀ + intercepts`, laid out for speed.
///
/// Rows go in groups of a size that depends on the model alone. A group of few rows and one of many may
/// be computed otherwise, and then differ by no more than the sums' roundings; else a row's scores do
/// not depend on its company.
public struct DenseProduct<Scalar: Real>: Sendable {
    package enum Layout: Equatable, Sendable {
        /// Each sum in feature order.
        case ordered
        /// Each sum in eight parts.
        case partialSums
        /// Tiles of a few rows and outputs, each sum in as many parts as a register has lanes; float32.
        case tiles
        case blas
    }

    public let features: Int
    public let outputs: Int
    /// A group's rows, a power of two; a batch may be cut between groups without a change in any row's scores.
    public let rowsPerPart: Int
    /// Of groups below ``manyRows``, and of the others.
    private let few: Layout
    private let many: Layout
    /// outputs x features.
    private let coefficients: [Scalar]
    private let intercepts: [Scalar]
    private let kernels: KernelSet

    /// - Parameters:
    ///   - coefficients: outputs x features.
    ///   - intercepts: one an output.
    public init(
        coefficients: Matrix<Scalar>, intercepts: [Scalar],
        for instructionSet: InstructionSet = .best
    ) {
        let (outputs, features) = (coefficients.rows, coefficients.columns)
        self.init(
            coefficients: coefficients, intercepts: intercepts,
            few: Self.layoutOfFew(outputs: outputs, features: features, for: instructionSet),
            many: Self.layoutOfMany(outputs: outputs, features: features, for: instructionSet),
            for: instructionSet)
    }

    /// The product in layouts of one's choice, to compare them.
    package init(
        coefficients: Matrix<Scalar>, intercepts: [Scalar], few: Layout, many: Layout,
        for instructionSet: InstructionSet
    ) {
        precondition(intercepts.count == coefficients.rows, "one intercept an output")
        precondition(
            Self.layouts.contains(few) && Self.layouts.contains(many), "layouts are of this width")
        features = coefficients.columns
        outputs = coefficients.rows
        kernels = KernelSet.of(instructionSet)
        (self.few, self.many) = (few, many)
        rowsPerPart = many == .blas ? Self.rowsForBLAS(multiplications: outputs * features) : 64
        self.coefficients = coefficients.values
        self.intercepts = intercepts
    }

    public var plan: KernelPlan {
        KernelPlan(
            singleRows: few.description, batches: many.description,
            reason: "\(features) features x \(outputs) outputs",
            instructionSet: kernels.instructionSet)
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
                for first in stride(from: 0, to: rows, by: rowsPerPart) {
                    let count = min(rowsPerPart, rows &- first)
                    multiply(
                        count < Self.manyRows ? few : many, x + first &* features, coefficients,
                        intercepts, scores + first &* outputs,
                        ProductShape(rows: count, features: features, outputs: outputs))
                }
            }
        }
    }

    /// - Precondition: as `fill`, for one group of rows.
    @inline(__always)
    private func multiply(
        _ layout: Layout, _ x: UnsafePointer<Scalar>, _ coefficients: UnsafePointer<Scalar>,
        _ intercepts: UnsafePointer<Scalar>, _ scores: UnsafeMutablePointer<Scalar>,
        _ shape: ProductShape
    ) {
        switch layout {
        case .ordered: orderedProduct(x, coefficients, intercepts, scores, shape)
        case .partialSums: partialSums(x, coefficients, intercepts, scores, shape)
        case .tiles: tiles(x, coefficients, intercepts, scores, shape.rows)
        case .blas: blasProduct(x, coefficients, intercepts, scores, shape)
        }
    }

    /// - Precondition: as `fill`; the width is float32.
    @inline(__always)
    private func tiles(
        _ x: UnsafePointer<Scalar>, _ coefficients: UnsafePointer<Scalar>,
        _ intercepts: UnsafePointer<Scalar>, _ scores: UnsafeMutablePointer<Scalar>, _ rows: Int
    ) {
        kernels.dotProducts32(
            UnsafeRawPointer(x).assumingMemoryBound(to: Float.self),
            UnsafeRawPointer(coefficients).assumingMemoryBound(to: Float.self),
            UnsafeRawPointer(intercepts).assumingMemoryBound(to: Float.self), rows, features,
            outputs, UnsafeMutableRawPointer(scores).assumingMemoryBound(to: Float.self))
    }
}

import Tensors
import WeightFormat

/// `matrix-product`: of the last two dimensions, the others broadcast; a value of one dimension is a
/// row on the left and a column on the right (NumPy's `matmul`).
struct MatrixProduct: GraphOperation {
    /// The second value where it is a constant matrix, laid out once.
    enum Fixed: Sendable {
        case float32(DenseProduct<Float>)
        case float64(DenseProduct<Double>)
    }

    let fixed: Fixed?
    /// nil to compute by the definition, to hold the prepared form to it.
    let instructionSet: InstructionSet?

    var plans: [KernelPlan] {
        switch fixed {
        case .float32(let product): [product.plan]
        case .float64(let product): [product.plan]
        case nil: []
        }
    }

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let first = try inputs.value(0)
        let second = try inputs.value(1)
        let shape = try ProductOfShapes(first.shape, second.shape, &allowance)
        switch (first.elements, second.elements) {
        case (.float32(let a), .float32(let b)):
            if case .float32(let product)? = fixed {
                return [try apply(product, a, shape)]
            }
            return [try reals(a, b, shape)]
        case (.float64(let a), .float64(let b)):
            if case .float64(let product)? = fixed {
                return [try apply(product, a, shape)]
            }
            return [try reals(a, b, shape)]
        case (.int32(let a), .int32(let b)): return [try integers(a, b, shape)]
        case (.int64(let a), .int64(let b)): return [try integers(a, b, shape)]
        default: throw Misfit("multiplies \(first.kind.rawValue) by \(second.kind.rawValue)")
        }
    }

    /// All leading dimensions of the first value are rows of one product.
    private func apply<Scalar: Real & GraphElement>(
        _ product: DenseProduct<Scalar>, _ a: [Scalar], _ shape: ProductOfShapes
    ) throws(Misfit) -> Tensor {
        let rows = shape.depth > 0 ? a.count / shape.depth : 0
        guard shape.depth == product.features, shape.columns == product.outputs, shape.depth > 0
        else { throw Misfit("multiplies \(shape.depth) columns by \(product.features) rows") }
        let matrix = product(Matrix(rows: rows, columns: shape.depth, values: a))
        return try Tensor(matrix.values, shape: [matrix.values.count]).reshaped(shape.result)
    }

    private func reals<Scalar: Real & GraphElement>(
        _ a: [Scalar], _ b: [Scalar], _ shape: ProductOfShapes
    ) throws(Misfit) -> Tensor {
        var values: [Scalar] = []
        for (left, right) in shape.pairs {
            let x = Matrix(
                rows: shape.rows, columns: shape.depth,
                values: Array(a[left..<left + shape.rows * shape.depth]))
            let y = Matrix(
                rows: shape.depth, columns: shape.columns,
                values: Array(b[right..<right + shape.depth * shape.columns])
            ).transposed()
            let none = [Scalar](repeating: 0, count: shape.columns)
            if let instructionSet, shape.depth > 0, shape.columns > 0 {
                let product = DenseProduct(coefficients: y, intercepts: none, for: instructionSet)
                values.append(contentsOf: product(x).values)
            } else {
                let product = referenceProduct(x, coefficients: y, intercepts: none)
                values.append(contentsOf: product.values)
            }
        }
        return try Tensor(values, shape: [values.count]).reshaped(shape.result)
    }

    private func integers<Integer: FixedWidthInteger & GraphElement>(
        _ a: [Integer], _ b: [Integer], _ shape: ProductOfShapes
    ) throws(Misfit) -> Tensor {
        var values: [Integer] = []
        for (left, right) in shape.pairs {
            for row in 0..<shape.rows {
                for column in 0..<shape.columns {
                    var sum: Integer = 0
                    for index in 0..<shape.depth {
                        sum &+=
                            a[left + row * shape.depth + index]
                            &* b[right + index * shape.columns + column]
                    }
                    values.append(sum)
                }
            }
        }
        return try Tensor(values, shape: [values.count]).reshaped(shape.result)
    }
}

/// Which matrices of two stacks meet, and the shape of what comes out.
struct ProductOfShapes {
    let rows: Int
    let depth: Int
    let columns: Int
    /// Where the matrices of each product begin.
    let pairs: [(Int, Int)]
    let result: [Int]

    init(_ first: [Int], _ second: [Int], _ allowance: inout Allowance) throws(Misfit) {
        guard !first.isEmpty, !second.isEmpty else { throw Misfit("multiplies single numbers") }
        let a = first.count == 1 ? [1] + first : first
        let b = second.count == 1 ? second + [1] : second
        guard a[a.count - 1] == b[b.count - 2] else {
            throw Misfit("multiplies shapes \(first) and \(second)")
        }
        (rows, depth, columns) = (a[a.count - 2], a[a.count - 1], b[b.count - 1])
        let stacks = try Broadcast(
            Array(a.dropLast(2)), Array(b.dropLast(2)), &allowance, plain: true)
        var shape = stacks.shape
        if first.count > 1 { shape.append(rows) }
        if second.count > 1 { shape.append(columns) }
        result = shape
        let count = try allowance.reserve(shape)
        let (work, overflow) = count.multipliedReportingOverflow(by: max(depth, 1))
        guard !overflow else { throw Misfit("is more work than a prediction may be") }
        try allowance.spend(work)
        guard case .general(let left, let right) = stacks.pattern, stacks.count > 0 else {
            pairs = []
            return
        }
        let (x, y) = (rows * depth, depth * columns)
        pairs = Array(
            zip(
                positions(stacks.shape, left).map { $0 * x },
                positions(stacks.shape, right).map { $0 * y }))
    }
}

import WeightFormat

extension GraphLowering {
    mutating func matrixProduct(_ node: Node) throws(ImportFault) {
        let first = try require(input(node, 0), ElementKind.numbers, node)
        let second = try input(node, 1)
        name(node, 0, try product(first, second, node))
    }

    private mutating func product(
        _ first: GraphValue, _ second: GraphValue, _ node: Node
    ) throws(ImportFault) -> GraphValue {
        guard first.kind == second.kind else {
            throw node.fault("multiplies \(first.kind.rawValue) by \(second.kind.rawValue)")
        }
        var shape: [Int?]?
        if let a = first.shape, let b = second.shape {
            guard let depth = a.last, let rows = b.dropLast(b.count > 1 ? 1 : 0).last else {
                throw node.fault("multiplies single numbers")
            }
            guard !GraphValue.differ(depth, rows) else {
                throw node.fault("multiplies \(depth ?? 0) columns by \(rows ?? 0) rows")
            }
            let stack = GraphValue.broadcast(Array(a.dropLast(2)), Array(b.dropLast(2)))
            shape = stack.map { stack in
                stack + (a.count > 1 ? [a[a.count - 2]] : [])
                    + (b.count > 1 ? [b[b.count - 1]] : [])
            }
        }
        var result = emit(.matrixProduct, [first, second], first.kind, shape)
        result.role = first.scoreRole
        return result
    }

    /// `alpha · A · B + beta · C`, A and B transposed where it says so.
    mutating func gemm(_ node: Node) throws(ImportFault) {
        var first = try require(input(node, 0), ElementKind.floats, node)
        var second = try input(node, 1)
        if try node.integer("transA") ?? 0 != 0 { first = try turned(first, node) }
        if try node.integer("transB") ?? 0 != 0 { second = try turned(second, node) }
        var result = try product(first, second, node)
        if let alpha = try node.real("alpha"), alpha != 1 { result = scaled(result, by: alpha) }
        if var third = try optionalInput(node, 2) {
            if let beta = try node.real("beta"), beta != 1 { third = scaled(third, by: beta) }
            result = combined(.add, result, third, nil)
        }
        name(node, 0, result)
    }

    private mutating func scaled(_ value: GraphValue, by factor: Double) -> GraphValue {
        let factor = GraphValue(ConstantTensor.floats([Float(factor)], shape: []))
        return combined(.multiply, value, cast(factor, to: value.kind), nil)
    }

    /// A matrix with its sides exchanged; a constant at once.
    private mutating func turned(
        _ value: GraphValue, _ node: Node
    ) throws(ImportFault) -> GraphValue {
        guard value.shape?.count ?? 2 == 2 else { throw node.fault("gets no matrix") }
        if let constant = value.constant?.transposed { return GraphValue(constant) }
        let shape = value.shape.map { [$0[1], $0[0]] }
        return emit(
            .transpose, [value], value.kind, shape, OperatorAttributes(permutation: [1, 0]))
    }

    /// Microsoft's `CDist`: distances of every row of the first value from every row of the second.
    mutating func distances(_ node: Node) throws(ImportFault) {
        let first = try require(input(node, 0), ElementKind.floats, node)
        let second = try require(input(node, 1), [first.kind], node)
        let metric = try node.text("metric") ?? "sqeuclidean"
        guard metric == "sqeuclidean" || metric == "euclidean" else {
            throw node.unsupported("measures by '\(metric.prefix(40))'")
        }
        let (rows, row) = (freshName(), freshName())
        let (difference, squares, same) = (freshName(), freshName(), freshName())
        let body = ScanNode.Body(
            inputs: [rows, row],
            nodes: [
                .operation(OperationNode(.subtract, [rows, row], [difference])),
                .operation(
                    OperationNode(
                        .reduce, [difference], [squares],
                        OperatorAttributes(axes: [-1], keep: false, reduction: .sumOfSquares))),
                .operation(OperationNode(.identity, [rows], [same])),
            ], outputs: [same, squares])
        let (last, stacked) = (freshName(), freshName())
        nodes.append(
            .scan(
                ScanNode(
                    scan: body, states: 1, inputs: [reference(first), reference(second)],
                    outputs: [last, stacked])))
        let distances = GraphValue(
            .made(stacked), first.kind, [second.dimension(0), first.dimension(0)])
        var result = emit(
            .transpose, [distances], first.kind, [first.dimension(0), second.dimension(0)],
            OperatorAttributes(permutation: [1, 0]))
        if metric == "euclidean" {
            result = emit(.squareRoot, [result], first.kind, result.shape)
        }
        name(node, 0, result)
    }
}

extension ConstantTensor {
    /// A matrix of floats with its sides exchanged; nil for anything else.
    var transposed: ConstantTensor? {
        guard shape.count == 2 else { return nil }
        let (rows, columns) = (shape[0], shape[1])
        func turn<Value>(_ values: [Value]) -> [Value] {
            (0..<columns).flatMap { column in (0..<rows).map { values[$0 * columns + column] } }
        }
        return switch values {
        case .floats(let values): ConstantTensor(.floats(turn(values)), shape: [columns, rows])
        case .doubles(let values): ConstantTensor(.doubles(turn(values)), shape: [columns, rows])
        case .integers, .texts: nil
        }
    }
}

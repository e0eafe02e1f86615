import WeightFormat

extension GraphLowering {
    /// Operators along axes, and products.
    static let along: [String: Operation] =
        reductions.mapValues { reducing($0) }
        .merging([
            "ArgMax": { (lowering, node) throws(ImportFault) in
                try lowering.argument(node, .argumentMaximum)
            },
            "ArgMin": { (lowering, node) throws(ImportFault) in
                try lowering.argument(node, .argumentMinimum)
            },
            "Softmax": { (lowering, node) throws(ImportFault) in
                try lowering.softmax(node, .softmax)
            },
            "LogSoftmax": { (lowering, node) throws(ImportFault) in
                try lowering.softmax(node, .logSoftmax)
            },
            "LpNormalization": { (lowering, node) throws(ImportFault) in
                try lowering.normalize(node)
            },
            "CumSum": { (lowering, node) throws(ImportFault) in try lowering.cumulativeSum(node) },
            "TopK": { (lowering, node) throws(ImportFault) in try lowering.largest(node) },
            "MatMul": { (lowering, node) throws(ImportFault) in try lowering.matrixProduct(node) },
            "Gemm": { (lowering, node) throws(ImportFault) in try lowering.gemm(node) },
        ]) { $1 }

    private static func reducing(_ reduction: OperatorAttributes.Reduction) -> Operation {
        { (lowering, node) throws(ImportFault) in try lowering.reduce(node, reduction) }
    }

    private static let reductions: [String: OperatorAttributes.Reduction] = [
        "ReduceSum": .sum, "ReduceMean": .mean, "ReduceMax": .maximum, "ReduceMin": .minimum,
        "ReduceProd": .product, "ReduceL1": .l1, "ReduceL2": .l2,
        "ReduceSumSquare": .sumOfSquares, "ReduceLogSum": .logOfSum,
        "ReduceLogSumExp": .logOfSumOfExponentials,
    ]

    /// A list of axes: an input since some version, an attribute before it.
    func axes(_ node: Node, input index: Int = 1) throws(ImportFault) -> [Int]? {
        if let value = try optionalInput(node, index) {
            guard let axes = value.constant?.integers else {
                throw node.unsupported("gets axes that are no constant")
            }
            return axes
        }
        return node.has("axes") ? try node.integers("axes") : nil
    }

    private mutating func reduce(
        _ node: Node, _ reduction: OperatorAttributes.Reduction
    ) throws(ImportFault) {
        let value = try require(input(node), ElementKind.numbers, node)
        var axes = try axes(node)
        if axes?.isEmpty == true {
            if try node.integer("noop_with_empty_axes") ?? 0 != 0 {
                return name(node, 0, value)
            }
            axes = nil
        }
        let keeps = try node.integer("keepdims") ?? 1 != 0
        let shape = try reduced(value.shape, axes, keeps, node)
        name(
            node, 0,
            emit(
                .reduce, [value], value.kind, shape,
                OperatorAttributes(axes: axes, keep: keeps, reduction: reduction)))
    }

    private func reduced(
        _ shape: [Int?]?, _ axes: [Int]?, _ keeps: Bool, _ node: Node
    ) throws(ImportFault) -> [Int?]? {
        guard let shape else { return nil }
        guard let axes else { return keeps ? shape.map { _ in 1 } : [] }
        var isReduced = [Bool](repeating: false, count: shape.count)
        for axis in axes { isReduced[try self.axis(axis, shape.count, node)] = true }
        return zip(shape, isReduced).compactMap { (size, isReduced) -> Int?? in
            isReduced ? (keeps ? .some(1) : nil) : .some(size)
        }
    }

    /// The dimension that an axis names.
    func axis(_ axis: Int, _ rank: Int, _ node: Node) throws(ImportFault) -> Int {
        let index = axis < 0 ? axis + rank : axis
        guard index >= 0, index < rank else {
            throw node.fault("has axis \(axis) of \(rank) dimensions")
        }
        return index
    }

    /// Positions of extremes; along a dimension of k they are labels 0 to k - 1.
    private mutating func argument(
        _ node: Node, _ operation: GraphOperator
    ) throws(ImportFault) {
        let value = try require(input(node), ElementKind.numbers, node)
        let axis = try node.integer("axis") ?? 0
        let keeps = try node.integer("keepdims") ?? 1 != 0
        let isLast = try node.integer("select_last_index") ?? 0 != 0
        let shape = try reduced(value.shape, [axis], keeps, node)
        var result = emit(
            operation, [value], .int64, shape,
            OperatorAttributes(axis: axis, keep: keeps, last: isLast ? true : nil))
        if let count = value.size(axis), count <= Limits.columns {
            result.labels = (0..<count).map { .integer(Int64($0)) }
        }
        name(node, 0, result)
    }

    /// Up to version 12 all dimensions from the axis on are one.
    private mutating func softmax(
        _ node: Node, _ operation: GraphOperator
    ) throws(ImportFault) {
        let value = try require(input(node), ElementKind.floats, node)
        let isOld = version < 13
        var axis = try node.integer("axis") ?? (isOld ? 1 : -1)
        if isOld, axis < 0, let rank = value.shape?.count { axis += rank }
        name(
            node, 0,
            emit(
                operation, [value], value.kind, value.shape,
                OperatorAttributes(axis: axis, flat: isOld ? true : nil)))
    }

    private mutating func normalize(_ node: Node) throws(ImportFault) {
        let value = try require(input(node), ElementKind.floats, node)
        let order = try node.integer("p") ?? 2
        guard order == 1 || order == 2 else { throw node.fault("has norm \(order)") }
        let attributes = OperatorAttributes(axis: try node.integer("axis") ?? -1, order: order)
        name(node, 0, emit(.normalize, [value], value.kind, value.shape, attributes))
    }

    private mutating func cumulativeSum(_ node: Node) throws(ImportFault) {
        let value = try require(input(node), ElementKind.numbers, node)
        guard let axis = try input(node, 1).constant?.integers?.first else {
            throw node.unsupported("gets an axis that is no constant")
        }
        let attributes = OperatorAttributes(
            axis: axis, exclusive: try node.integer("exclusive") ?? 0 != 0,
            reverse: try node.integer("reverse") ?? 0 != 0)
        name(node, 0, emit(.cumulativeSum, [value], value.kind, value.shape, attributes))
    }

    private mutating func largest(_ node: Node) throws(ImportFault) {
        let value = try require(input(node, 0), ElementKind.numbers, node)
        let axis = try node.integer("axis") ?? -1
        let count: GraphValue
        if let k = try node.integer("k") {
            count = GraphValue(ConstantTensor.integers([Int64(k)]))
        } else {
            count = try require(input(node, 1), ElementKind.integers, node)
        }
        var shape = value.shape
        if let rank = shape?.count {
            shape?[try self.axis(axis, rank, node)] = count.constant?.integers?.first
        }
        if let k = count.constant?.integers?.first, let size = value.size(axis), k > size {
            throw node.fault("seeks \(k) of \(size) elements")
        }
        let isSmallest = try node.integer("largest") ?? 1 == 0
        var results = emit(
            .largest, [value, count], [(value.kind, shape), (.int64, shape)],
            OperatorAttributes(axis: axis, smallest: isSmallest ? true : nil))
        for index in results.indices {
            results[index].isPredicted = true
            name(node, index, results[index])
        }
    }
}

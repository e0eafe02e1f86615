import WeightFormat

extension GraphLowering {
    /// Operators of values that broadcast.
    static let pairwise: [String: Operation] = arithmetic.mapValues { calculating($0) }
        .merging(comparisons.mapValues { comparing($0) }) { $1 }
        .merging(folds.mapValues { folding($0) }) { $1 }
        .merging([
            "Mean": { (lowering, node) throws(ImportFault) in try lowering.mean(node) },
            "Where": { (lowering, node) throws(ImportFault) in try lowering.select(node) },
            "Clip": { (lowering, node) throws(ImportFault) in try lowering.clip(node) },
        ]) { $1 }

    private static func calculating(_ operation: GraphOperator) -> Operation {
        { (lowering, node) throws(ImportFault) in try lowering.arithmetic(node, operation) }
    }

    private static func comparing(_ operation: GraphOperator) -> Operation {
        { (lowering, node) throws(ImportFault) in try lowering.comparison(node, operation) }
    }

    private static func folding(_ operation: GraphOperator) -> Operation {
        { (lowering, node) throws(ImportFault) in try lowering.fold(node, operation) }
    }

    private static let arithmetic: [String: GraphOperator] = [
        "Add": .add, "Sub": .subtract, "Mul": .multiply, "Div": .divide, "Pow": .power,
        "Mod": .modulo,
    ]
    private static let comparisons: [String: GraphOperator] = [
        "Equal": .equal, "Less": .less, "LessOrEqual": .lessOrEqual, "Greater": .greater,
        "GreaterOrEqual": .greaterOrEqual, "And": .and, "Or": .or, "Xor": .xor,
    ]
    private static let folds: [String: GraphOperator] = [
        "Sum": .add, "Min": .minimum, "Max": .maximum,
    ]

    private mutating func arithmetic(
        _ node: Node, _ operation: GraphOperator
    ) throws(ImportFault) {
        var (first, second) = try pair(node)
        if operation == .power, first.kind != second.kind { second = cast(second, to: first.kind) }
        _ = try require(first, ElementKind.numbers, node)
        try check(first, second, node)
        var attributes: OperatorAttributes?
        if operation == .modulo, try node.integer("fmod") ?? 0 != 0 {
            attributes = OperatorAttributes(truncated: true)
        }
        name(node, 0, combined(operation, first, second, attributes))
    }

    private mutating func comparison(
        _ node: Node, _ operation: GraphOperator
    ) throws(ImportFault) {
        let (first, second) = try pair(node)
        try check(first, second, node)
        switch operation {
        case .and, .or, .xor: _ = try require(first, [.bool], node)
        case .equal: break
        default: _ = try require(first, ElementKind.numbers, node)
        }
        var result = emit(
            operation, [first, second], .bool, GraphValue.broadcast(first.shape, second.shape))
        result.labels = [.boolean(false), .boolean(true)]
        name(node, 0, result)
    }

    /// Many values, two at a time in their order.
    private mutating func fold(
        _ node: Node, _ operation: GraphOperator
    ) throws(ImportFault) {
        var result = try require(input(node), ElementKind.numbers, node)
        for index in node.inputs.indices.dropFirst() {
            let next = try input(node, index)
            try check(result, next, node)
            result = combined(operation, result, next, nil)
        }
        name(node, 0, result)
    }

    private mutating func mean(_ node: Node) throws(ImportFault) {
        try fold(node, .add)
        guard let output = node.outputs.first, let sum = values[output] else { return }
        _ = try require(sum, ElementKind.floats, node)
        let count = ConstantTensor.floats([Float(node.inputs.count)], shape: [])
        name(node, 0, combined(.divide, sum, cast(GraphValue(count), to: sum.kind), nil))
    }

    /// The value of an operator on two values, with what is known of it.
    mutating func combined(
        _ operation: GraphOperator, _ first: GraphValue, _ second: GraphValue,
        _ attributes: OperatorAttributes?
    ) -> GraphValue {
        var result = emit(
            operation, [first, second], first.kind,
            GraphValue.broadcast(first.shape, second.shape), attributes)
        result.role = first.scoreRole ?? second.scoreRole
        result.labels = shifted(operation, first, second)
        return result
    }

    /// Labels moved by one whole number, as converters turn truths into -1 and 1.
    private func shifted(
        _ operation: GraphOperator, _ first: GraphValue, _ second: GraphValue
    ) -> [ClassLabel]? {
        guard let labels = first.labels,
            let numbers = second.constant?.labels, numbers.count == 1,
            case .integer(let number)? = numbers.first
        else { return nil }
        var result: [ClassLabel] = []
        for label in labels {
            guard case .integer(let value) = label else { return nil }
            switch operation {
            case .add: result.append(.integer(value &+ number))
            case .subtract: result.append(.integer(value &- number))
            case .multiply: result.append(.integer(value &* number))
            default: return nil
            }
        }
        return Set(result).count == result.count ? result : nil
    }

    /// Both values; in old models the second may say at which axis it is to meet the first.
    private mutating func pair(
        _ node: Node
    ) throws(ImportFault) -> (GraphValue, GraphValue) {
        let first = try input(node, 0)
        let second = try input(node, 1)
        guard version < 7, let axis = try node.integer("axis"), let own = first.shape,
            let shape = second.shape
        else { return (first, second) }
        let place = axis < 0 ? axis + own.count : axis
        let behind = own.count - place - shape.count
        guard place >= 0, behind >= 0 else { throw node.fault("meets axis \(axis)") }
        guard behind > 0 else { return (first, second) }
        return (first, unsqueezed(second, (shape.count..<shape.count + behind).map { $0 }))
    }

    private func check(
        _ first: GraphValue, _ second: GraphValue, _ node: Node
    ) throws(ImportFault) {
        guard first.kind == second.kind else {
            throw node.fault("meets \(first.kind.rawValue) and \(second.kind.rawValue)")
        }
        guard let shape = GraphValue.broadcast(first.shape, second.shape) else { return }
        for value in [first, second] {
            for (own, size) in zip((value.shape ?? []).reversed(), shape.reversed()) {
                guard own == 1 || !GraphValue.differ(own, size) else {
                    throw node.fault("meets values of different shapes")
                }
            }
        }
    }

    private mutating func select(_ node: Node) throws(ImportFault) {
        let condition = try require(input(node, 0), [.bool], node)
        let first = try input(node, 1)
        let second = try input(node, 2)
        try check(first, second, node)
        let shape = GraphValue.broadcast(
            condition.shape, GraphValue.broadcast(first.shape, second.shape))
        var result = emit(.select, [condition, first, second], first.kind, shape)
        let known = [second, first].compactMap { $0.labels ?? $0.constant?.labels }
        if known.count == 2 {
            var labels: [ClassLabel] = []
            for label in known.joined() where !labels.contains(label) { labels.append(label) }
            result.labels = labels.count <= Limits.columns ? labels : nil
        }
        name(node, 0, result)
    }

    /// `Clip`, whose bounds were attributes once.
    private mutating func clip(_ node: Node) throws(ImportFault) {
        let value = try require(input(node), ElementKind.numbers, node)
        func bound(_ attribute: String, _ index: Int) throws(ImportFault) -> GraphValue? {
            if let input = try optionalInput(node, index) { return input }
            return try node.real(attribute).map {
                GraphValue(ConstantTensor.floats([Float($0)], shape: []))
            }
        }
        var low = try bound("min", 1)
        var high = try bound("max", 2)
        if let bound = low { low = cast(bound, to: value.kind) }
        if let bound = high { high = cast(bound, to: value.kind) }
        name(node, 0, emit(.clip, [value, low, high], value.kind, value.shape))
    }
}

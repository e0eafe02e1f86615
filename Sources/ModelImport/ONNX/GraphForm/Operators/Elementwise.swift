import WeightFormat

extension GraphLowering {
    /// Operators of one value, element by element.
    static let elementwise: [String: Operation] = unary(floats, ElementKind.floats)
        .merging(unary(numbers, ElementKind.numbers)) { $1 }
        .merging(special) { $1 }

    private static let floats: [String: GraphOperator] = [
        "Floor": .floor, "Ceil": .ceiling, "Round": .round, "Reciprocal": .reciprocal,
        "Sigmoid": .sigmoid, "Erf": .erf, "Sqrt": .squareRoot, "Exp": .exponential,
        "Log": .logarithm, "Tanh": .tanh, "Softplus": .softplus, "Softsign": .softsign,
        "Sin": .sine, "Cos": .cosine, "Tan": .tangent, "Atan": .arctangent,
        "LeakyRelu": .leakyRelu, "Elu": .elu, "Selu": .selu, "HardSigmoid": .hardSigmoid,
    ]

    private static let numbers: [String: GraphOperator] = [
        "Neg": .negate, "Abs": .absolute, "Relu": .relu,
    ]

    private static func unary(
        _ table: [String: GraphOperator], _ kinds: [ElementKind]
    ) -> [String: Operation] {
        table.mapValues { applying($0, kinds) }
    }

    private static func applying(
        _ operation: GraphOperator, _ kinds: [ElementKind]
    ) -> Operation {
        { (lowering, node) throws(ImportFault) in try lowering.unary(node, operation, kinds) }
    }

    private static let special: [String: Operation] = [
        "Sign": { (lowering, node) throws(ImportFault) in try lowering.sign(node) },
        "Not": { (lowering, node) throws(ImportFault) in
            try lowering.test(node, .not, [.bool])
        },
        "IsNaN": { (lowering, node) throws(ImportFault) in
            try lowering.test(node, .isNaN, ElementKind.floats)
        },
        "IsInf": { (lowering, node) throws(ImportFault) in
            try lowering.test(node, .isInfinite, ElementKind.floats)
        },
    ]

    private mutating func unary(
        _ node: Node, _ operation: GraphOperator, _ kinds: [ElementKind]
    ) throws(ImportFault) {
        let value = try require(input(node), kinds, node)
        let alpha = try node.real("alpha")
        let beta = try node.real(operation == .selu ? "gamma" : "beta")
        let attributes =
            alpha == nil && beta == nil ? nil : OperatorAttributes(alpha: alpha, beta: beta)
        var result = emit(operation, [value], value.kind, value.shape, attributes)
        if operation == .negate || operation == .absolute { result.role = value.scoreRole }
        name(node, 0, result)
    }

    /// `Sign` of a score is the label of a machine that knows inliers and outliers.
    private mutating func sign(_ node: Node) throws(ImportFault) {
        let value = try require(input(node), ElementKind.numbers, node)
        var result = emit(.sign, [value], value.kind, value.shape)
        if value.isPredicted { result.labels = [.integer(-1), .integer(1)] }
        name(node, 0, result)
    }

    private mutating func test(
        _ node: Node, _ operation: GraphOperator, _ kinds: [ElementKind]
    ) throws(ImportFault) {
        let value = try require(input(node), kinds, node)
        var attributes: OperatorAttributes?
        if operation == .isInfinite {
            attributes = OperatorAttributes(
                positive: try node.integer("detect_positive") ?? 1 != 0,
                negative: try node.integer("detect_negative") ?? 1 != 0)
        }
        var result = emit(operation, [value], .bool, value.shape, attributes)
        result.labels = [.boolean(false), .boolean(true)]
        name(node, 0, result)
    }

    /// `Cast`, to any kind that graphs compute with.
    mutating func cast(_ node: Node) throws(ImportFault) {
        let older = Self.olderCast(node)
        guard let number = try older == nil ? node.integer("to") : older else {
            throw node.fault("does not say to what")
        }
        guard let type = ElementType(rawValue: number) else {
            throw node.fault("casts to the unknown type \(number)")
        }
        guard let kind = type.kind else { throw node.unsupported("casts to \(type)") }
        name(node, 0, cast(try input(node), to: kind))
    }

    /// The first version of the operator names its type.
    private static func olderCast(_ node: Node) -> Int? {
        let types: [String: ElementType] = [
            "FLOAT": .float, "DOUBLE": .double, "INT32": .int32, "INT64": .int64, "BOOL": .bool,
            "STRING": .string,
        ]
        guard let text = try? node.text("to") else { return nil }
        return types[text]?.rawValue
    }

    /// `StringNormalizer` without stop words: another case, or nothing.
    mutating func stringNormalizer(_ node: Node) throws(ImportFault) {
        let value = try require(input(node), [.text], node)
        guard try node.texts("stopwords").isEmpty else {
            throw node.unsupported("leaves out words")
        }
        let action = try node.text("case_change_action") ?? "NONE"
        switch action {
        case "NONE": name(node, 0, value)
        case "LOWER", "UPPER":
            name(
                node, 0,
                emit(
                    .textCase, [value], .text, value.shape,
                    OperatorAttributes(upper: action == "UPPER")))
        default: throw node.fault("has the unknown case_change_action '\(action.prefix(40))'")
        }
    }
}

extension ElementKind {
    static let floats: [ElementKind] = [.float32, .float64]
    static let integers: [ElementKind] = [.int32, .int64]
    static let numbers: [ElementKind] = floats + integers
}

extension GraphValue {
    /// That it is still a score after arithmetic; probabilities are none any more.
    var scoreRole: Role? { role == .decision ? .decision : nil }
}

import WeightFormat

extension GraphLowering {
    /// Operators of ai.onnx.ml that are stages of a chain: each becomes a node of such stages, by the
    /// very code that lowers a chain.
    static let learned: [String: Operation] = [
        "Scaler": staging, "Normalizer": staging, "LinearClassifier": staging,
        "LinearRegressor": staging, "SVMClassifier": staging, "SVMRegressor": staging,
        "TreeEnsemble": staging, "TreeEnsembleClassifier": staging,
        "TreeEnsembleRegressor": staging,
        "ZipMap": { (lowering, node) throws(ImportFault) in try lowering.zipMap(node) },
    ]

    private static let staging: Operation = { (lowering, node) throws(ImportFault) in
        try lowering.stages(node)
    }

    private mutating func stages(_ node: Node) throws(ImportFault) {
        var value = try require(input(node), ElementKind.numbers, node)
        if value.kind.precision == nil { value = cast(value, to: .float32) }
        if value.shape?.count == 1 { value = unsqueezed(value, [0]) }
        guard value.shape?.count ?? 2 == 2, let precision = value.kind.precision else {
            throw node.unsupported("gets more than 2 dimensions")
        }
        var chain = Lowering(
            rows: try node.firstInput(), columns: value.size(1), precision: precision,
            prefix: freshName("s"))
        guard let operation = Lowering.operators[node.domain]?[node.operation] else {
            throw node.unsupported("is no stage")
        }
        try operation(&chain, node)
        guard let columns = value.size(1) ?? chain.inputColumns else {
            throw node.unsupported("gets rows of unknown width")
        }
        tensors.merge(chain.tensors) { $1 }
        try append(chain, node, value, columns: columns, precision)
    }

    /// Adds the chain's stages as a node, and names its outputs.
    private mutating func append(
        _ chain: Lowering, _ node: Node, _ value: GraphValue, columns: Int, _ precision: Precision
    ) throws(ImportFault) {
        var outputs: [String: String] = [:]
        func name(_ output: OutputName) -> String {
            outputs[output.rawValue] = outputs[output.rawValue] ?? freshName()
            return outputs[output.rawValue] ?? ""
        }
        var results: [(Int, Lowering.Value, String)] = []
        for (index, output) in node.outputs.enumerated() {
            guard let result = chain.values[output] else { continue }
            switch result {
            case .rows: results.append((index, result, name(.transformed)))
            case .output(let own): results.append((index, result, name(own)))
            case .signs: results.append((index, result, name(.label)))
            }
        }
        let stages = chain.stages + [chain.head?.stage].compactMap(\.self)
        nodes.append(
            .stages(
                StagesNode(
                    stages: stages, input: reference(value), columns: columns,
                    precision: precision, classes: chain.head?.classes?.count, outputs: outputs)))
        for (index, result, made) in results {
            self.name(node, index, answer(chain, result, made, rows: value.dimension(0), columns))
        }
    }

    private mutating func answer(
        _ chain: Lowering, _ result: Lowering.Value, _ made: String, rows: Int?, _ columns: Int
    ) -> GraphValue {
        let kind: ElementKind = chain.precision == .float32 ? .float32 : .float64
        var value = GraphValue(.made(made), kind, [rows, chain.columns(of: result) ?? columns])
        switch result {
        case .rows: return value
        case .signs: return signs(made, rows)
        case .output(.label): return label(chain, made, rows)
        case .output(.probabilities): value.role = .probabilities
        case .output(.decision): value.role = .decision
        case .output: break
        }
        value.isPredicted = true
        return value
    }

    /// Positions of classes become the classes themselves.
    private mutating func label(_ chain: Lowering, _ made: String, _ rows: Int?) -> GraphValue {
        let classes = chain.head?.classes ?? []
        let positions = GraphValue(.made(made), .int64, [rows])
        let texts = classes.compactMap { if case .text(let text) = $0 { text } else { nil } }
        let numbers = classes.compactMap { if case .integer(let value) = $0 { value } else { nil } }
        let list: ConstantTensor = texts.count == classes.count ? .texts(texts) : .integers(numbers)
        var label = emit(
            .gather, [GraphValue(list), positions], list.kind, [rows], OperatorAttributes(axis: 0))
        label.labels = classes
        label.isPredicted = true
        return label
    }

    /// A one-class machine answers -1 and 1, one number a row.
    private mutating func signs(_ made: String, _ rows: Int?) -> GraphValue {
        let positions = GraphValue(.made(made), .int64, [rows])
        let list = GraphValue(ConstantTensor.floats([-1, 1]))
        var signs = emit(
            .gather, [list, positions], .float32, [rows], OperatorAttributes(axis: 0))
        signs.labels = [.integer(-1), .integer(1)]
        signs.isPredicted = true
        return unsqueezed(signs, [1])
    }

    /// `ZipMap` names the columns; here they stay a matrix.
    private mutating func zipMap(_ node: Node) throws(ImportFault) {
        var value = try require(input(node), [.float32], node)
        value.labels = try ClassLabels(node, integers: "classlabels_int64s").labels
        value.role = .maps
        name(node, 0, value)
    }
}

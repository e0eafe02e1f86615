import WeightFormat

/// Turns the nodes of a graph that is no chain, one after another, into the graph form of a
/// description.
struct GraphLowering {
    /// Values by their names in the model.
    var values: [String: GraphValue] = [:]
    var nodes: [GraphNode] = []
    private(set) var constants: [String: ModelGraph.Constant] = [:]
    var tensors: [String: TensorData] = [:]
    /// The version of the standard operators.
    let version: Int
    /// The version of the operators of ai.onnx.ml.
    let learnedVersion: Int
    var inputs: [ModelGraph.Input] = []
    var features: [Feature] = []
    var sample: [Cell] = []
    private var names = 0
    /// Loops around the nodes that are lowered now.
    var depth = 0

    init(graph: Graph) throws(ImportFault) {
        version = graph.version
        learnedVersion = graph.learnedVersion
        guard graph.nodes.count <= Limits.nodes else {
            throw .unsupported(place: "the graph", reason: "has \(graph.nodes.count) nodes")
        }
        for (name, constant) in graph.constants { values[name] = GraphValue(constant) }
        for input in graph.inputs { try add(input, alone: graph.inputs.count == 1) }
        for node in graph.nodes { try lower(node) }
    }

    /// Reads one node through its operator's own file.
    mutating func lower(_ node: Node) throws(ImportFault) {
        guard let operation = Self.operators[node.domain]?[node.operation] else {
            let domain = node.domain.isEmpty ? "" : " of domain '\(node.domain)'"
            throw node.unsupported("is an operator\(domain)")
        }
        try operation(&self, node)
    }

    mutating func freshName(_ letter: String = "v") -> String {
        names += 1
        return "\(letter)\(names)"
    }

    /// An input, which must be there.
    func input(_ node: Node, _ index: Int = 0) throws(ImportFault) -> GraphValue {
        guard let value = try optionalInput(node, index) else {
            throw node.fault("reads nothing as its input \(index)")
        }
        return value
    }

    func optionalInput(_ node: Node, _ index: Int) throws(ImportFault) -> GraphValue? {
        guard index < node.inputs.count, !node.inputs[index].isEmpty else { return nil }
        guard let value = values[node.inputs[index]] else {
            throw node.fault("reads '\(node.inputs[index])', which nobody makes")
        }
        return value
    }

    /// Says what a node's output is; an output that nobody named is dropped.
    mutating func name(_ node: Node, _ index: Int = 0, _ value: GraphValue) {
        guard index < node.outputs.count, !node.outputs[index].isEmpty else { return }
        values[node.outputs[index]] = value
    }

    mutating func set(_ name: String, to value: GraphValue?) { values[name] = value }

    /// The name by which a node of the new graph reads the value.
    mutating func reference(_ value: GraphValue) -> String {
        switch value.source {
        case .made(let name): return name
        case .constant(let constant):
            let name = freshName("c")
            constants[name] = keep(constant, as: name)
            return name
        }
    }

    private mutating func keep(
        _ constant: ConstantTensor, as name: String
    ) -> ModelGraph.Constant {
        if case .texts(let texts) = constant.values {
            return ModelGraph.Constant(
                texts: tensors.keep(texts, as: name), shape: constant.shape)
        }
        tensors[name] = constant.data
        return ModelGraph.Constant(tensor: name)
    }

    /// Adds a node with one output, which keeps what its inputs say of features and predictors.
    mutating func emit(
        _ operation: GraphOperator, _ inputs: [GraphValue?], _ kind: ElementKind, _ shape: [Int?]?,
        _ attributes: OperatorAttributes? = nil
    ) -> GraphValue {
        emit(operation, inputs, [(kind, shape)], attributes)[0]
    }

    /// Adds a node with these outputs.
    mutating func emit(
        _ operation: GraphOperator, _ inputs: [GraphValue?], _ kinds: [(ElementKind, [Int?]?)],
        _ attributes: OperatorAttributes? = nil
    ) -> [GraphValue] {
        let read = inputs.map { value in value.map { reference($0) } ?? "" }
        let made = kinds.map { _ in freshName() }
        nodes.append(.operation(OperationNode(operation, read, made, attributes)))
        return zip(made, kinds).map { name, kind in
            var value = GraphValue(.made(name), kind.0, kind.1)
            value.isPredicted = inputs.contains { $0?.isPredicted == true }
            return value
        }
    }

    /// A value that must be of one of these kinds.
    func require(
        _ value: GraphValue, _ kinds: [ElementKind], _ node: Node
    ) throws(ImportFault) -> GraphValue {
        guard kinds.contains(value.kind) else {
            throw node.fault("gets \(value.kind.rawValue)")
        }
        return value
    }

    /// The value in another kind.
    mutating func cast(_ value: GraphValue, to kind: ElementKind) -> GraphValue {
        if value.kind == kind { return value }
        if let constant = value.constant?.cast(to: kind) { return GraphValue(constant) }
        var result = emit(.cast, [value], kind, value.shape, OperatorAttributes(to: kind))
        result.labels = value.labels.flatMap { Self.cast($0, to: kind) }
        result.role = value.role
        result.feature = value.feature
        return result
    }

    /// Labels in another kind; nil where they would not stay what they are.
    private static func cast(_ labels: [ClassLabel], to kind: ElementKind) -> [ClassLabel]? {
        var result: [ClassLabel] = []
        for label in labels {
            switch (label, kind) {
            case (.integer, .int32), (.integer, .int64), (.integer, .float32), (.integer, .float64),
                (.text, .text):
                result.append(label)
            case (.boolean(let value), .int32), (.boolean(let value), .int64),
                (.boolean(let value), .float32), (.boolean(let value), .float64):
                result.append(.integer(value ? 1 : 0))
            case (.integer(let value), .text): result.append(.text("\(value)"))
            default: return nil
            }
        }
        return result
    }
}

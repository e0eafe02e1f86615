/// The check of a graph: every value is made once and before it is read, every node has the inputs
/// and attributes it needs, and every constant and stage is borne out by the tensors.
///
/// Kinds and shapes show when the graph is evaluated: a reader tries it on the sample row.
struct GraphCheck {
    var tensors: TensorTable
    var features: [Feature]
    /// Names made so far.
    private var made: Set<String> = []
    private var nodes = 0

    init(tensors: TensorTable, features: [Feature]) {
        self.tensors = tensors
        self.features = features
    }

    /// The outputs by our names. Throws at the first fault.
    mutating func check(_ graph: ModelGraph, task: ModelDescription.Task) throws(WeightFault) {
        guard !graph.inputs.isEmpty, !graph.outputs.isEmpty else {
            throw fault("has no inputs or no outputs")
        }
        for input in graph.inputs { try check(input) }
        for (name, constant) in graph.constants.sorted(by: { $0.key < $1.key }) {
            try check(constant, name)
        }
        for node in graph.nodes { try check(node, depth: 0) }
        try check(graph.outputs, task)
    }

    private mutating func check(_ input: ModelGraph.Input) throws(WeightFault) {
        let place = "input '\(input.value)'"
        guard input.first >= 0, input.count >= 1, input.first < features.count,
            input.count <= features.count - input.first
        else { throw fault("\(place) takes features that are not there") }
        guard input.rank == 2 || input.rank == 1 && input.count == 1 else {
            throw fault("\(place) has rank \(input.rank) and \(input.count) features")
        }
        let type: Feature.Kind =
            switch input.kind {
            case .float32, .float64: .number
            case .int32, .int64, .bool: .integer
            case .text: .text
            }
        for feature in features[input.first..<input.first + input.count]
        where feature.type != type {
            throw fault("\(place) takes '\(feature.name)', which is no \(type.rawValue)")
        }
        try make(input.value)
    }

    private mutating func check(
        _ constant: ModelGraph.Constant, _ name: String
    ) throws(WeightFault) {
        if let tensor = constant.tensor {
            let kinds: [DType] = [.float32, .float64, .int32, .int64, .bool]
            guard kinds.contains(try tensors.tensor(tensor).dtype) else {
                throw fault("constant '\(name)' is of a type that graphs do not compute with")
            }
        } else if let table = constant.texts {
            let texts = try tensors.texts(table).count
            guard let shape = constant.shape, shape.count <= Limits.rank,
                product(shape) == texts
            else { throw fault("constant '\(name)' has \(texts) texts of another shape") }
        } else {
            throw fault("constant '\(name)' has neither a tensor nor texts")
        }
        try make(name)
    }

    private mutating func check(_ node: GraphNode, depth: Int) throws(WeightFault) {
        nodes += 1
        guard nodes <= Limits.nodes else { throw fault("has more than \(Limits.nodes) nodes") }
        for name in node.inputs where !name.isEmpty && !made.contains(name) {
            throw fault("node \(nodes) reads '\(name)', which is not made before it")
        }
        switch node {
        case .stages(let node): try check(node)
        case .operation(let node): try check(node)
        case .scan(let node): try check(node, depth: depth)
        }
        for name in node.outputs where !name.isEmpty { try make(name) }
    }

    private func check(_ node: OperationNode) throws(WeightFault) {
        let place = "node \(nodes) (\(node.operation.rawValue))"
        let bounds = node.operation.inputs
        guard bounds.contains(node.inputs.count),
            !node.inputs.prefix(bounds.lowerBound).contains(""),
            node.operation.outputs.contains(node.outputs.count)
        else { throw fault("\(place) has \(node.inputs.count) inputs or one too few") }
        if let name = node.operation.lacks(node.attributes ?? OperatorAttributes()) {
            throw fault("\(place) has no attribute '\(name)'")
        }
    }

    private func check(_ node: StagesNode) throws(WeightFault) {
        guard (1...Limits.columns).contains(node.columns) else {
            throw fault("node \(nodes) takes \(node.columns) columns")
        }
        guard (1...Limits.stages).contains(node.stages.count) else {
            throw fault("node \(nodes) has \(node.stages.count) stages")
        }
        var flow = Flow(columns: node.columns, precision: node.precision)
        for (index, stage) in node.stages.enumerated() {
            switch stage {
            case .encode, .ctr: throw fault("node \(nodes) encodes columns")
            default: break
            }
            try StageCheck(
                place: "stage \(index) of node \(nodes)", tensors: tensors, classes: node.classes
            ).check(stage, &flow)
        }
        if case .rows = flow.state { flow.outputs = [OutputName.transformed.rawValue: 1] }
        guard !flow.outputs.isEmpty else { throw fault("node \(nodes) has no head") }
        for name in node.outputs.keys where flow.outputs[name] == nil {
            throw fault("node \(nodes) does not make '\(name)'")
        }
    }

    private mutating func check(_ node: ScanNode, depth: Int) throws(WeightFault) {
        let place = "node \(nodes) (scan)"
        guard depth < Limits.nesting else { throw fault("\(place) is nested too deeply") }
        guard node.states >= 0, node.states < node.inputs.count, !node.inputs.contains(""),
            node.scan.inputs.count == node.inputs.count,
            node.scan.outputs.count == node.outputs.count, node.states <= node.outputs.count
        else { throw fault("\(place) has a body of other inputs or outputs than it") }
        // What the body makes is its own.
        let outside = made
        for name in node.scan.inputs { try make(name) }
        for inner in node.scan.nodes { try check(inner, depth: depth + 1) }
        for name in node.scan.outputs where !made.contains(name) {
            throw fault("\(place) has a body that does not make '\(name)'")
        }
        made = outside
    }

    private mutating func make(_ name: String) throws(WeightFault) {
        guard !name.isEmpty, made.insert(name).inserted else {
            throw fault("makes the value '\(name)' twice")
        }
    }

    private func check(
        _ outputs: [ModelGraph.Output], _ task: ModelDescription.Task
    ) throws(WeightFault) {
        var names: Set<String> = []
        var known: Set<OutputName> = []
        for output in outputs {
            guard made.contains(output.value) else {
                throw fault("answers '\(output.value)', which nobody makes")
            }
            guard names.insert(output.name).inserted else {
                throw fault("answers '\(output.name)' twice")
            }
            guard let name = output.output else { continue }
            guard known.insert(name).inserted else { throw fault("answers two \(name.rawValue)s") }
        }
        let needed: OutputName? =
            switch task {
            case .classification, .outlier: .label
            case .regression: .value
            case .transform: nil
            }
        if let needed, !known.contains(needed) {
            throw fault("does not answer the \(needed.rawValue) of the task \(task.rawValue)")
        }
        if known.contains(.label), task != .classification, task != .outlier {
            throw fault("answers a label, but the task has none")
        }
    }

    private func fault(_ reason: String) -> WeightFault {
        .model(place: "the graph", reason: reason)
    }
}

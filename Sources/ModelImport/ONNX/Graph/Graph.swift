/// The one graph of an ONNX model, checked: every value is made once, before it is used, and every
/// constant has the numbers that its shape promises.
struct Graph {
    /// Nodes in an order in which each comes after those that it reads from.
    let nodes: [Node]
    let inputs: [GraphInput]
    /// Names of the results, in order.
    let outputs: [String]
    let constants: [String: ConstantTensor]
    /// The version of the standard operators.
    let version: Int
    /// The version of the operators of ai.onnx.ml.
    let learnedVersion: Int

    /// The newest operator sets whose meaning is known here, by domain.
    private static let newestOperators = ["": 26, "ai.onnx.ml": 5]

    init(_ model: Onnx_ModelProto) throws(ImportFault) {
        guard model.hasGraph else { throw .malformed(reason: "it holds no graph") }
        try Self.checkOperatorSets(model)
        let standard = model.opsetImport.filter { $0.domain.isEmpty || $0.domain == "ai.onnx" }
        version = Int(standard.map(\.version).max() ?? 1)
        let learned = model.opsetImport.filter { $0.domain == "ai.onnx.ml" }
        learnedVersion = Int(learned.map(\.version).max() ?? 1)
        let graph = model.graph
        var constants: [String: ConstantTensor] = [:]
        for tensor in graph.initializer {
            let constant = try ConstantTensor(tensor)
            guard constants.updateValue(constant, forKey: tensor.name) == nil else {
                throw .malformed(reason: "constant '\(tensor.name)' appears twice")
            }
        }
        self.constants = constants
        var inputs: [GraphInput] = []
        for input in graph.input where constants[input.name] == nil {
            inputs.append(try GraphInput(input))
        }
        self.inputs = inputs
        outputs = graph.output.map(\.name)
        var nodes: [Node] = []
        for (index, node) in graph.node.enumerated() { nodes.append(try Node(node, index: index)) }
        let known = inputs.map(\.name) + constants.keys
        self.nodes = try sortByDependence(nodes, known: known, outputs: outputs)
    }

    private static func checkOperatorSets(_ model: Onnx_ModelProto) throws(ImportFault) {
        guard !model.opsetImport.isEmpty else {
            throw .malformed(reason: "it does not say which operator sets it uses")
        }
        for set in model.opsetImport {
            let domain = set.domain == "ai.onnx" ? "" : set.domain
            guard let newest = newestOperators[domain] else { continue }
            guard set.version >= 1 else {
                throw .malformed(reason: "operator set '\(set.domain)' has version \(set.version)")
            }
            guard set.version <= Int64(newest) else {
                throw .unsupported(
                    place: "operator set '\(set.domain)'",
                    reason: "has version \(set.version), newer than \(newest)")
            }
        }
    }
}

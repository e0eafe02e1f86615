extension Graph {
    /// The nodes and constants of a loop's body, which may read what stands outside.
    static func body(
        _ graph: Onnx_GraphProto, outside: [String]
    ) throws(ImportFault) -> (nodes: [Node], constants: [String: ConstantTensor]) {
        var constants: [String: ConstantTensor] = [:]
        for tensor in graph.initializer { constants[tensor.name] = try ConstantTensor(tensor) }
        var nodes: [Node] = []
        for (index, node) in graph.node.enumerated() { nodes.append(try Node(node, index: index)) }
        let made = Set(nodes.flatMap(\.outputs))
        let known = outside.filter { !made.contains($0) } + constants.keys
        let sorted = try sortByDependence(
            nodes, known: known, outputs: graph.output.map(\.name))
        return (sorted, constants)
    }
}

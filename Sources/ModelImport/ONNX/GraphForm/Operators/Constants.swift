import WeightFormat

extension GraphLowering {
    /// `Constant`, in any of the attributes that newer versions have.
    mutating func constant(_ node: Node) throws(ImportFault) {
        name(node, 0, GraphValue(try constantTensor(node)))
    }

    private func constantTensor(_ node: Node) throws(ImportFault) -> ConstantTensor {
        if let tensor = try node.tensor("value") { return tensor }
        if let real = try node.real("value_float") { return .floats([Float(real)], shape: []) }
        if let integer = try node.integer("value_int") {
            return .integers([Int64(integer)], shape: [])
        }
        if let text = try node.text("value_string") { return .texts([text], shape: []) }
        if node.has("value_floats") { return .floats(try node.floats("value_floats")) }
        if node.has("value_ints") {
            return .integers(try node.integers("value_ints").map(Int64.init))
        }
        if node.has("value_strings") { return .texts(try node.texts("value_strings")) }
        throw node.unsupported("has no value that is a dense tensor")
    }

    /// `Scan` over first dimensions, forwards, as converters write distances.
    mutating func scan(_ node: Node) throws(ImportFault) {
        guard version >= 9 else { throw node.unsupported("is of a version before 9") }
        guard depth < Limits.nesting else { throw node.unsupported("is nested too deeply") }
        guard let body = try node.graph("body"), let scanned = try node.integer("num_scan_inputs")
        else { throw node.fault("has no body") }
        let plain = ["scan_input_axes", "scan_output_axes"]
        let turned = ["scan_input_directions", "scan_output_directions"]
        for name in plain + turned where try node.integers(name).contains(where: { $0 != 0 }) {
            throw node.unsupported("scans otherwise than forwards over first dimensions")
        }
        let states = node.inputs.count - scanned
        guard scanned > 0, states >= 0, body.input.count == node.inputs.count,
            body.output.count == node.outputs.count, states <= body.output.count
        else { throw node.fault("has a body of other inputs or outputs") }
        var given: [GraphValue] = []
        for index in node.inputs.indices { given.append(try input(node, index)) }
        let results = try scan(body, given, states: states)
        for (index, result) in results.enumerated() { name(node, index, result) }
    }

    private mutating func scan(
        _ body: Onnx_GraphProto, _ given: [GraphValue], states: Int
    ) throws(ImportFault) -> [GraphValue] {
        let (outside, before) = (values, nodes)
        let read = given.map { reference($0) }
        nodes = []
        depth += 1
        var inputs: [String] = []
        for (index, info) in body.input.enumerated() {
            let name = freshName()
            inputs.append(name)
            let own = given[index].shape
            let shape = index < states ? own : own.map { Array($0.dropFirst()) }
            set(info.name, to: GraphValue(.made(name), given[index].kind, shape))
        }
        let inner = try Graph.body(body, outside: Array(values.keys))
        for (name, constant) in inner.constants { set(name, to: GraphValue(constant)) }
        for node in inner.nodes { try lower(node) }
        let made = try results(of: body)
        let inside = nodes
        depth -= 1
        values = outside
        nodes = before
        let outputs = made.map { _ in freshName() }
        let scan = ScanNode.Body(
            inputs: inputs, nodes: inside, outputs: made.map { reference($0) })
        nodes.append(
            .scan(ScanNode(scan: scan, states: states, inputs: read, outputs: outputs)))
        let length = given.dropFirst(states).first?.dimension(0)
        return zip(outputs, made).enumerated().map { index, pair in
            let shape = pair.1.shape.map { index < states ? $0 : [length] + $0 }
            return GraphValue(.made(pair.0), pair.1.kind, shape)
        }
    }

    /// The values that a body answers; each a node's own, so that none is answered twice.
    private mutating func results(of body: Onnx_GraphProto) throws(ImportFault) -> [GraphValue] {
        var results: [GraphValue] = []
        for output in body.output {
            guard let value = values[output.name] else {
                throw .malformed(reason: "nobody makes the output '\(output.name)' of a loop")
            }
            results.append(emit(.identity, [value], value.kind, value.shape))
        }
        return results
    }
}

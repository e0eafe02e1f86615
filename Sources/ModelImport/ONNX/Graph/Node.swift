/// One node of the graph: an operator, what it reads and what it makes.
struct Node {
    let operation: String
    /// Empty for the standard operators.
    let domain: String
    let inputs: [String]
    let outputs: [String]
    private let attributes: [String: Onnx_AttributeProto]
    private let label: String

    init(_ node: Onnx_NodeProto, index: Int) throws(ImportFault) {
        operation = node.opType
        domain = node.domain == "ai.onnx" ? "" : node.domain
        inputs = node.input
        outputs = node.output
        label = node.name.isEmpty ? "node \(index)" : "node '\(node.name)'"
        var attributes: [String: Onnx_AttributeProto] = [:]
        for attribute in node.attribute {
            guard attributes.updateValue(attribute, forKey: attribute.name) == nil else {
                throw .node(place: label, reason: "has attribute '\(attribute.name)' twice")
            }
        }
        self.attributes = attributes
    }

    /// `node 'SVM' (SVMClassifier)`.
    var place: String { "\(label) (\(operation))" }

    func fault(_ reason: String) -> ImportFault { .node(place: place, reason: reason) }

    func unsupported(_ reason: String) -> ImportFault {
        .unsupported(place: place, reason: reason)
    }

    /// The tensor that the node works on.
    func firstInput() throws(ImportFault) -> String {
        guard let first = inputs.first, !first.isEmpty else { throw fault("reads nothing") }
        return first
    }
}

extension Node {
    func has(_ name: String) -> Bool { attributes[name] != nil }

    /// A list of floats; empty when the attribute is absent.
    func floats(_ name: String) throws(ImportFault) -> [Float] {
        try attribute(name, .floats)?.floats ?? []
    }

    /// A list of integers; empty when the attribute is absent.
    func integers(_ name: String) throws(ImportFault) -> [Int] {
        try attribute(name, .ints)?.ints.map(Int.init) ?? []
    }

    /// A list of texts; empty when the attribute is absent.
    func texts(_ name: String) throws(ImportFault) -> [String] {
        let values = try attribute(name, .strings)?.strings ?? []
        var texts: [String] = []
        for value in values { texts.append(try utf8Text([UInt8](value), place: place)) }
        return texts
    }

    func integer(_ name: String) throws(ImportFault) -> Int? {
        try attribute(name, .int).map { Int($0.i) }
    }

    func text(_ name: String) throws(ImportFault) -> String? {
        guard let value = try attribute(name, .string)?.s else { return nil }
        return try utf8Text([UInt8](value), place: place)
    }

    func real(_ name: String) throws(ImportFault) -> Double? {
        try attribute(name, .float).map { Double($0.f) }
    }

    func graph(_ name: String) throws(ImportFault) -> Onnx_GraphProto? {
        try attribute(name, .graph)?.g
    }

    func tensor(_ name: String) throws(ImportFault) -> ConstantTensor? {
        guard let value = try attribute(name, .tensor)?.t else { return nil }
        return try ConstantTensor(value)
    }

    /// Numbers of `name`, or in double precision of `name_as_tensor`.
    func numbers(_ name: String) throws(ImportFault) -> [Double] {
        guard let tensor = try tensor(name + "_as_tensor") else {
            return try floats(name).map(Double.init)
        }
        switch tensor.values {
        case .floats(let values): return values.map(Double.init)
        case .doubles(let values): return values
        case .integers, .texts: throw fault("has a '\(name)_as_tensor' of no floats")
        }
    }

    private func attribute(
        _ name: String, _ type: Onnx_AttributeProto.AttributeType
    ) throws(ImportFault) -> Onnx_AttributeProto? {
        guard let attribute = attributes[name] else { return nil }
        // Models of the first version of the format leave the type out.
        guard attribute.type == type || attribute.type == .undefined else {
            throw fault("has attribute '\(name)' of another type than the operator's")
        }
        return attribute
    }
}

import WeightFormat

extension GraphLowering {
    /// `LabelEncoder` of all versions: a table from keys to values, and what is not in it.
    mutating func encodeLabels(_ node: Node) throws(ImportFault) {
        let value = try input(node)
        if node.has("classes_strings") { return try encodeClasses(node, value) }
        guard var keys = try table(node, "keys"), var values = try table(node, "values") else {
            throw node.fault("has no keys or no values")
        }
        let other = try otherLabel(node, like: values)
        // Before version 4 nothing is equal to a key that is NaN.
        if learnedVersion < 4, let reals = keys.reals, keys.values.count == values.values.count {
            let places = reals.indices.filter { !reals[$0].isNaN }
            (keys, values) = (keys.picked(places), values.picked(places))
        }
        name(node, 0, try encoded(value, keys, values, other, node))
    }

    /// The first version: texts and their positions, either way.
    private mutating func encodeClasses(
        _ node: Node, _ value: GraphValue
    ) throws(ImportFault) {
        let texts = ConstantTensor.texts(try node.texts("classes_strings"))
        let positions = ConstantTensor.integers((0..<Int64(texts.values.count)).map { $0 })
        if value.kind == .text {
            let other = ConstantTensor.integers([Int64(try node.integer("default_int64") ?? -1)])
            return name(node, 0, try encoded(value, texts, positions, other, node))
        }
        let other = ConstantTensor.texts([try node.text("default_string") ?? "_Unused"])
        let position = cast(try require(value, ElementKind.integers, node), to: .int64)
        name(node, 0, try encoded(position, positions, texts, other, node))
    }

    /// `CategoryMapper`: a text to its number, or a number to its text.
    mutating func mapCategories(_ node: Node) throws(ImportFault) {
        let value = try input(node)
        let texts = ConstantTensor.texts(try node.texts("cats_strings"))
        let numbers = ConstantTensor.integers(
            try node.integers("cats_int64s").map(Int64.init))
        if value.kind == .text {
            let other = ConstantTensor.integers([Int64(try node.integer("default_int64") ?? -1)])
            return name(node, 0, try encoded(value, texts, numbers, other, node))
        }
        let other = ConstantTensor.texts([try node.text("default_string") ?? "_Unused"])
        name(
            node, 0, try encoded(try require(value, [.int64], node), numbers, texts, other, node))
    }

    private mutating func encoded(
        _ value: GraphValue, _ keys: ConstantTensor, _ values: ConstantTensor,
        _ other: ConstantTensor, _ node: Node
    ) throws(ImportFault) -> GraphValue {
        guard keys.values.count == values.values.count, keys.values.count > 0 else {
            throw node.fault(
                "has \(keys.values.count) keys for \(values.values.count) values")
        }
        guard value.kind == keys.kind else {
            throw node.fault("gets \(value.kind.rawValue) for keys of \(keys.kind.rawValue)")
        }
        note(category: keys.labels?.first, of: value)
        var result = emit(
            .encodeLabels,
            [
                value, GraphValue(keys.reshaped([keys.values.count])),
                GraphValue(values.reshaped([values.values.count])), GraphValue(other.reshaped([1])),
            ], values.kind, value.shape)
        result.labels = Self.labels(value.labels, keys.labels, values.labels)
        return result
    }

    /// What labels become: nil unless all of them are keys and stay apart.
    private static func labels(
        _ own: [ClassLabel]?, _ keys: [ClassLabel]?, _ values: [ClassLabel]?
    ) -> [ClassLabel]? {
        guard let own, let keys, let values, keys.count == values.count else { return nil }
        let table = Dictionary(zip(keys, values), uniquingKeysWith: { first, _ in first })
        let labels = own.compactMap { table[$0] }
        return labels.count == own.count && Set(labels).count == labels.count ? labels : nil
    }

    /// One of the attributes `<prefix>_strings`, `_int64s`, `_floats`, `_tensor`.
    private func table(_ node: Node, _ prefix: String) throws(ImportFault) -> ConstantTensor? {
        if node.has(prefix + "_strings") { return .texts(try node.texts(prefix + "_strings")) }
        if node.has(prefix + "_int64s") {
            return .integers(try node.integers(prefix + "_int64s").map(Int64.init))
        }
        if node.has(prefix + "_floats") { return .floats(try node.floats(prefix + "_floats")) }
        return try node.tensor(prefix + "_tensor")
    }

    /// What a value that is no key becomes.
    private func otherLabel(
        _ node: Node, like values: ConstantTensor
    ) throws(ImportFault) -> ConstantTensor {
        if let tensor = try node.tensor("default_tensor") {
            guard tensor.kind == values.kind, tensor.values.count == 1 else {
                throw node.fault("has a default of another kind than its values")
            }
            return tensor
        }
        switch values.values {
        case .texts: return .texts([try node.text("default_string") ?? "_Unused"])
        case .floats: return .floats([Float(try node.real("default_float") ?? -0.0)])
        case .doubles: return ConstantTensor(.doubles([-0.0]), shape: [1])
        case .integers:
            let other = Int64(try node.integer("default_int64") ?? -1)
            return ConstantTensor(
                .integers([other]), shape: [1], isNarrow: values.isNarrow, isBool: values.isBool)
        }
    }
}

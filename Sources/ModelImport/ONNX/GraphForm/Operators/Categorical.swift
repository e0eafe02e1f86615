import WeightFormat

extension GraphLowering {
    /// Operators of ai.onnx.ml on categories and columns.
    static let categorical: [String: Operation] = [
        "ArrayFeatureExtractor": { (lowering, node) throws(ImportFault) in
            try lowering.extract(node)
        },
        "Binarizer": { (lowering, node) throws(ImportFault) in try lowering.binarize(node) },
        "CategoryMapper": { (lowering, node) throws(ImportFault) in
            try lowering.mapCategories(node)
        },
        "FeatureVectorizer": { (lowering, node) throws(ImportFault) in
            try lowering.vectorize(node)
        },
        "Imputer": { (lowering, node) throws(ImportFault) in try lowering.impute(node) },
        "LabelEncoder": { (lowering, node) throws(ImportFault) in
            try lowering.encodeLabels(node)
        },
        "OneHotEncoder": { (lowering, node) throws(ImportFault) in
            try lowering.encodeCategories(node)
        },
    ]

    /// `ArrayFeatureExtractor`: columns of the last dimension; of a list a row of its elements.
    private mutating func extract(_ node: Node) throws(ImportFault) {
        let value = try input(node, 0)
        var indices = try require(input(node, 1), ElementKind.integers, node)
        if indices.shape?.count != 1 {
            let size = indices.shape.flatMap { GraphValue.product($0) }
            if let constant = indices.constant {
                indices = GraphValue(constant.reshaped([constant.values.count]))
            } else {
                let all = GraphValue(ConstantTensor.integers([-1]))
                indices = rearranged(.reshape, [indices, all], [size])
            }
        }
        let result = try gathered(value, indices, axis: -1, node)
        guard value.shape?.count == 1 else { return name(node, 0, result) }
        name(node, 0, unsqueezed(result, [0]))
    }

    private mutating func binarize(_ node: Node) throws(ImportFault) {
        let value = try require(input(node), ElementKind.numbers, node)
        let threshold = GraphValue(
            ConstantTensor.floats([Float(try node.real("threshold") ?? 0)], shape: []))
        let bound = cast(threshold, to: value.kind)
        let above = emit(.greater, [value, bound], .bool, value.shape)
        name(node, 0, cast(above, to: value.kind))
    }

    /// `FeatureVectorizer`: columns side by side, float32.
    private mutating func vectorize(_ node: Node) throws(ImportFault) {
        var parts: [GraphValue] = []
        for index in node.inputs.indices {
            var part = cast(
                try require(input(node, index), ElementKind.numbers, node), to: .float32)
            if part.shape?.count == 1 { part = unsqueezed(part, [1]) }
            parts.append(part)
        }
        name(node, 0, try joined(parts, axis: -1, node))
    }

    /// `Imputer`: another value for NaN, or for one number that stands for what is missing.
    private mutating func impute(_ node: Node) throws(ImportFault) {
        let value = try require(input(node), ElementKind.numbers, node)
        let isFloat = ElementKind.floats.contains(value.kind)
        var constant: ConstantTensor
        let replaced: ConstantTensor
        if isFloat {
            constant = .floats(try node.floats("imputed_value_floats"))
            replaced = .floats([Float(try node.real("replaced_value_float") ?? 0)], shape: [])
        } else {
            constant = .integers(try node.integers("imputed_value_int64s").map(Int64.init))
            replaced = .integers([Int64(try node.integer("replaced_value_int64") ?? 0)], shape: [])
        }
        let count = constant.values.count
        guard count > 0 else { throw node.fault("has no imputed values") }
        guard count == 1 || value.size(-1) == nil || value.size(-1) == count else {
            throw node.fault("has \(count) imputed values for \(value.size(-1) ?? 0) columns")
        }
        if count == 1 { constant = constant.reshaped([1]) }
        let isMissing: GraphValue
        if isFloat, replaced.reals?.first?.isNaN == true {
            isMissing = emit(.isNaN, [value], .bool, value.shape)
        } else {
            let other = cast(GraphValue(replaced), to: value.kind)
            isMissing = emit(.equal, [value, other], .bool, value.shape)
        }
        let other = cast(GraphValue(constant), to: value.kind)
        name(node, 0, emit(.select, [isMissing, other, value], value.kind, value.shape))
    }

    /// `OneHotEncoder`: a place a category in a new last dimension.
    private mutating func encodeCategories(_ node: Node) throws(ImportFault) {
        var value = try input(node)
        let integers = try node.integers("cats_int64s")
        let texts = try node.texts("cats_strings")
        guard integers.isEmpty != texts.isEmpty else {
            throw node.fault("has no categories, or of two kinds")
        }
        let categories: ConstantTensor =
            texts.isEmpty ? .integers(integers.map(Int64.init)) : .texts(texts)
        if texts.isEmpty {
            value = cast(try require(value, ElementKind.numbers, node), to: .int64)
        }
        guard value.kind == categories.kind else {
            throw node.fault("has categories of \(categories.kind.rawValue)")
        }
        note(category: categories.labels?.first, of: value)
        let shape = value.shape.map { $0 + [categories.values.count] }
        let zeros = try node.integer("zeros") ?? 1 != 0
        name(
            node, 0,
            emit(
                .encodeCategories, [value, GraphValue(categories)], .float32, shape,
                OperatorAttributes(zeros: zeros)))
    }
}

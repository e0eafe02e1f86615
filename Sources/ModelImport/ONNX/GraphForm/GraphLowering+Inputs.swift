import WeightFormat

extension GraphLowering {
    /// Features for an input: those of the only one are `f0`, `f1` …; among several each has the
    /// input's name, with a number behind it where there are more columns.
    mutating func add(_ input: GraphInput, alone isAlone: Bool) throws(ImportFault) {
        guard let kind = input.type.kind else {
            throw .unsupported(
                place: "input '\(input.name)'", reason: "has elements of type \(input.type)")
        }
        let rank = input.rank ?? 2
        guard let count = rank == 1 ? 1 : input.columns else {
            throw .unsupported(place: "input '\(input.name)'", reason: "does not say its columns")
        }
        guard count <= Limits.columns, features.count <= Limits.columns - count else {
            throw .unsupported(place: "input '\(input.name)'", reason: "has \(count) columns")
        }
        let first = features.count
        let type = kind.featureType
        for column in 0..<count {
            let own = isAlone ? "f\(column)" : input.name
            let name = isAlone || count == 1 ? own : "\(own)_\(column)"
            features.append(Feature(name: name, type: type))
        }
        sample += .plain(for: Array(features[first...]))
        let value = freshName("x")
        inputs.append(
            ModelGraph.Input(value: value, first: first, count: count, kind: kind, rank: rank))
        var known = GraphValue(.made(value), kind, rank == 1 ? [-1] : [-1, count])
        if count == 1 { known.feature = first }
        set(input.name, to: known)
    }

    /// Remembers a category that the model knows, so that its sample row has an answer.
    mutating func note(category: ClassLabel?, of value: GraphValue) {
        guard let feature = value.feature, feature < sample.count else { return }
        switch (category, features[feature].type) {
        case (.text(let text), .text): sample[feature] = .text(text)
        case (.integer(let integer), .integer): sample[feature] = .integer(integer)
        default: break
        }
    }
}

extension ElementType {
    /// The kind in which graphs compute; nil for types that they do not know.
    var kind: ElementKind? {
        switch self {
        case .float: .float32
        case .double: .float64
        case .int32: .int32
        case .int64: .int64
        case .bool: .bool
        case .string: .text
        case .uint8, .int8, .uint16, .int16, .float16, .uint32, .uint64, .complex64, .complex128,
            .bfloat16:
            nil
        }
    }
}

extension ElementKind {
    /// What a feature of an input of this kind holds.
    var featureType: Feature.Kind {
        switch self {
        case .float32, .float64: .number
        case .int32, .int64, .bool: .integer
        case .text: .text
        }
    }
}

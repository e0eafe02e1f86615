import WeightFormat

extension GraphLowering {
    /// The weight document of a graph whose nodes have all been read.
    mutating func document(
        graph: Graph, name: String, provenance: Provenance
    ) throws(ImportFault) -> WeightDocument {
        var answered: [(name: String, value: GraphValue)] = []
        for output in graph.outputs {
            guard let value = values[output] else {
                throw .malformed(reason: "nobody makes the output '\(output)'")
            }
            answered.append((output, value))
        }
        let plan = GraphOutputs(answered.map(\.value))
        var outputs: [ModelGraph.Output] = []
        for (index, answer) in answered.enumerated() {
            outputs.append(
                ModelGraph.Output(
                    plan.names[index], name: answer.name, value: reference(answer.value)))
        }
        let isWide = inputs.contains { $0.kind == .float64 }
        let description = ModelDescription(
            task: plan.task, input: isWide ? .float64 : .float32, stages: [],
            graph: ModelGraph(
                inputs: inputs, constants: constants, nodes: nodes, outputs: outputs))
        return WeightDocument(
            name: name, description: description, features: features, classes: plan.classes,
            sample: sample, provenance: provenance, tensors: tensors)
    }
}

/// Which output of a graph is which of ours, told by the operators that made them: maps from classes
/// are probabilities; a value that can only be one of a few labels, one a row, is the label; numbers
/// beside it with a column a class are probabilities. The rest answer under their own names.
struct GraphOutputs {
    private(set) var names: [OutputName?]
    private(set) var classes: [ClassLabel]?
    private(set) var task = ModelDescription.Task.transform

    init(_ values: [GraphValue]) {
        names = values.map { _ in nil }
        let maps = values.firstIndex { $0.role == .maps }
        let label = values.firstIndex { $0.isLabel && $0.role != .maps }
        if let label, let labels = values[label].labels {
            name(label, labels, maps, values)
        } else {
            nameNumbers(values)
        }
    }

    private mutating func name(
        _ label: Int, _ labels: [ClassLabel], _ maps: Int?, _ values: [GraphValue]
    ) {
        let numbers = maps ?? values.indices.first { values[$0].isProbabilities(labels.count) }
        let signs: [ClassLabel] = [.integer(-1), .integer(1)]
        if maps == nil, labels == signs || labels == signs.reversed(),
            let score = values.indices.first(where: { values[$0].isScore })
        {
            names[label] = .label
            names[score] = .score
            classes = signs
            task = .outlier
            return
        }
        guard numbers != nil || values[label].isPredicted else { return nameNumbers(values) }
        names[label] = .label
        classes = labels
        task = .classification
        if let keys = maps.flatMap({ values[$0].labels }), keys.count == labels.count,
            Set(keys) == Set(labels)
        {
            classes = keys
        }
        guard let numbers else { return }
        names[numbers] = values[numbers].role == .decision ? .decision : .probabilities
    }

    private mutating func nameNumbers(_ values: [GraphValue]) {
        guard let first = values.indices.first(where: { values[$0].isMatrix }) else { return }
        let isValue = values[first].isPredicted || values[first].size(1) == 1
        names[first] = isValue ? .value : .transformed
        task = isValue ? .regression : .transform
    }
}

extension GraphValue {
    /// One of known labels a row.
    fileprivate var isLabel: Bool {
        guard let labels, !labels.isEmpty, labels.count <= Limits.columns, let shape,
            Set(labels).count == labels.count
        else { return false }
        let own = shape.filter { $0 != 1 }
        return shape.count <= 2 && own == [-1]
    }

    /// Rows of floating-point numbers.
    fileprivate var isMatrix: Bool {
        guard kind.precision != nil, let shape else { return false }
        return (1...2).contains(shape.count) && shape[0] == -1
            && (shape.count == 1 || size(1) ?? 0 > 0)
    }

    fileprivate func isProbabilities(_ classes: Int) -> Bool {
        isMatrix && labels == nil && size(1) == classes
    }

    fileprivate var isScore: Bool { isMatrix && labels == nil && size(1) ?? 1 == 1 }
}

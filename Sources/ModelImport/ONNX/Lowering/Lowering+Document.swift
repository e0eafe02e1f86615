import WeightFormat

extension Lowering {
    /// The weight document of a graph whose nodes have all been read.
    func document(
        graph: Graph, name: String, provenance: Provenance
    ) throws(ImportFault) -> WeightDocument {
        guard let features = inputColumns else {
            throw .unsupported(
                place: "input '\(graph.inputs[0].name)'", reason: "does not say its columns")
        }
        guard features <= Limits.columns else {
            throw .unsupported(place: "the input", reason: "has \(features) columns")
        }
        let input: Precision = graph.inputs[0].type == .double ? .float64 : .float32
        var stages = stages
        if let head { stages.append(head.stage) }
        if stages.isEmpty { stages = [.cast(CastStage(to: input))] }
        let description = ModelDescription(
            task: head?.task ?? .transform, input: input, stages: stages,
            outputs: try outputNames(graph))
        return WeightDocument(
            name: name, description: description, features: Feature.unnamed(features),
            classes: head?.classes, sample: .plain(for: Feature.unnamed(features)),
            provenance: provenance, tensors: tensors)
    }

    /// The graph's own names of the outputs, by ours.
    private func outputNames(_ graph: Graph) throws(ImportFault) -> [String: String] {
        var names: [String: String] = [:]
        for output in graph.outputs {
            let own: OutputName
            switch values[output] {
            case .output(let name)?: own = name
            case .signs?: own = .label
            case .rows(version)? where head == nil: own = .transformed
            case .rows?, nil:
                throw .unsupported(
                    place: "output '\(output)'",
                    reason: "is not at the end of the chain from the input")
            }
            if names[own.rawValue] == nil { names[own.rawValue] = output }
        }
        guard !names.isEmpty else { throw .malformed(reason: "its graph has no outputs") }
        return names
    }
}

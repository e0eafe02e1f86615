import Tensors
import WeightFormat

/// A graph tried on the sample row, so that what only an evaluation shows is known when the model
/// is loaded: kinds, shapes, and which dimensions follow the rows.
struct GraphTrial {
    let file: WeightFile
    let graph: ModelGraph
    let evaluation: GraphEvaluation

    struct Round {
        let rows: Int
        let answers: [Tensor]
    }

    /// The outputs for one, two and three rows.
    func run() throws(PredictionError) -> [Round] {
        var rounds: [Round] = []
        for rows in 1...3 {
            var allowance = Allowance(work: GraphLimits.trialWork)
            let answers = try evaluation.run(try batch(rows), &allowance)
            rounds.append(Round(rows: rows, answers: answers))
        }
        return rounds
    }

    private func batch(_ rows: Int) throws(PredictionError) -> Batch {
        do throws(BatchError) {
            return try Batch(
                rows: Array(repeating: file.sample, count: rows), fitting: signature(outputs: []))
        } catch {
            throw PredictionError(row: nil, reason: "has a sample that does not fit: \(error)")
        }
    }

    func signature() throws(ModelError) -> Signature {
        let rounds: [Round]
        do throws(PredictionError) {
            rounds = try run()
        } catch {
            throw .sample(reason: "\(error)")
        }
        var outputs: [OutputSignature] = []
        for (index, output) in graph.outputs.enumerated() {
            outputs.append(try describe(output, rounds.map { $0.answers[index] }, rounds))
        }
        return signature(outputs: outputs)
    }

    private func signature(outputs: [OutputSignature]) -> Signature {
        Signature(
            features: file.features.map { FeatureSignature(name: $0.name, type: $0.type) },
            classes: file.classes, input: file.description.input, task: file.description.task,
            outputs: outputs,
            acceptsMissing: graph.acceptsMissing ?? graph.nodes.contains(where: \.acceptsMissing))
    }

    private func describe(
        _ output: ModelGraph.Output, _ values: [Tensor], _ rounds: [Round]
    ) throws(ModelError) -> OutputSignature {
        let ranks = Set(values.map(\.rank))
        guard ranks.count == 1, let rank = ranks.first else {
            throw .sample(reason: "'\(output.name)' has \(ranks.sorted()) dimensions")
        }
        let shape: [Int?] = (0..<rank).map { dimension in
            let sizes = values.map { $0.shape[dimension] }
            return Set(sizes).count == 1 ? sizes[0] : nil
        }
        guard let name = output.output else {
            return OutputSignature(
                other: output.name, datatype: Datatype(values[0].kind), shape: shape)
        }
        if name == .label {
            return OutputSignature(
                .label, alias: output.name, datatype: Datatype(labels: file.classes ?? []),
                columns: 1)
        }
        let sizes = shape.dropFirst().compactMap(\.self)
        guard sizes.count == rank - 1, let columns = Tensor.product(sizes),
            values[0].kind.precision != nil, columns > 0,
            zip(values, rounds).allSatisfy({ $0.shape.first == $1.rows })
        else {
            throw .sample(reason: "'\(output.name)' has not one list of numbers a row")
        }
        return OutputSignature(
            name, alias: output.name, datatype: Datatype(values[0].kind), columns: columns)
    }
}

extension Datatype {
    init(_ kind: ElementKind) {
        switch kind {
        case .float32: self = .float32
        case .float64: self = .float64
        case .int32: self = .int32
        case .int64: self = .int64
        case .bool: self = .bool
        case .text: self = .bytes
        }
    }
}

extension GraphNode {
    /// Whether it, or a node inside of it, gives a missing value a meaning.
    fileprivate var acceptsMissing: Bool {
        switch self {
        case .operation(let node):
            node.operation == .isNaN
                || node.operation == .finite && node.attributes?.missing == true
        case .scan(let node): node.scan.nodes.contains(where: \.acceptsMissing)
        case .stages(let node):
            node.stages.contains { stage in
                switch stage {
                case .trees(let trees): trees.missingGoesLeft != nil
                default: false
                }
            }
        }
    }
}

import Tensors
import WeightFormat

/// A model whose description is a graph.
struct GraphModel: Sendable {
    let signature: Signature
    private let evaluation: GraphEvaluation
    private let answers: GraphAnswers

    /// Compiles the graph and tries it on the sample row, once, twice and three times over: that
    /// shows every kind and shape, and which dimensions follow the rows.
    init(file: WeightFile, graph: ModelGraph, form: Planner.Form) throws(ModelError) {
        var compiler = GraphCompiler(file: file, form: form)
        let compiled = try compiler.compile(graph)
        evaluation = GraphEvaluation(
            graph: graph, features: file.features.map(\.name), program: compiled.program,
            inputs: compiled.inputs, outputs: compiled.outputs)
        answers = GraphAnswers(outputs: graph.outputs, classes: file.classes)
        let trial = GraphTrial(file: file, graph: graph, evaluation: evaluation)
        signature = try trial.signature()
        do throws(PredictionError) {
            for values in try trial.run() {
                _ = try answers.predictions(values.answers, rows: values.rows)
            }
        } catch {
            throw .sample(reason: "\(error)")
        }
    }

    /// The forms of the stages in it, in order, where there was a choice.
    var plans: [KernelPlan] { evaluation.program.plans }

    func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        var allowance = Allowance()
        let values = try evaluation.run(batch, &allowance)
        return try answers.predictions(values, rows: batch.rows)
    }
}

/// The way of one batch through the program.
struct GraphEvaluation: Sendable {
    let graph: ModelGraph
    let features: [String]
    let program: GraphProgram
    let inputs: [Int]
    let outputs: [Int]

    /// The values of the graph's outputs, in order.
    func run(
        _ batch: Batch, _ allowance: inout Allowance
    ) throws(PredictionError) -> [Tensor] {
        var values = [Tensor?](repeating: nil, count: program.slots)
        for (slot, constant) in program.constants { values[slot] = constant }
        for (input, slot) in zip(graph.inputs, inputs) {
            values[slot] = try batch.value(of: input, features: features)
        }
        try program.run(&values, &allowance)
        return outputs.compactMap { values[$0] }
    }
}

extension Batch {
    /// The features of one input as a value.
    fileprivate func value(
        of input: ModelGraph.Input, features: [String]
    ) throws(PredictionError) -> Tensor {
        let shape = input.rank == 1 ? [rows] : [rows, input.count]
        switch input.kind {
        case .float32: return Tensor(floats(input, Float.self), shape: shape)
        case .float64: return Tensor(floats(input, Double.self), shape: shape)
        case .int32:
            let values = integers(input)
            guard let index = values.firstIndex(where: { Int32(exactly: $0) == nil }) else {
                return Tensor(values.map { Int32(truncatingIfNeeded: $0) }, shape: shape)
            }
            let name = features[input.first + index % input.count]
            throw PredictionError(
                row: index / input.count, reason: "has \(values[index]) in '\(name)', of 32 bits")
        case .int64: return Tensor(integers(input), shape: shape)
        case .bool: return Tensor(integers(input).map { $0 != 0 }, shape: shape)
        case .text: return Tensor(try texts(input, features), shape: shape)
        }
    }

    private func floats<Scalar: Width>(_ input: ModelGraph.Input, _ type: Scalar.Type) -> [Scalar] {
        switch content {
        case .matrix(let numbers):
            let matrix = Scalar.unwrap(numbers.converted(to: Scalar.precision))
            guard input.count < matrix.columns else { return matrix.values }
            return (0..<rows).flatMap { row in
                matrix.row(row).dropFirst(input.first).prefix(input.count)
            }
        case .columns(let columns):
            let lists = columns[input.first..<input.first + input.count].map(\.numbers)
            return interleaved(lists) { Scalar($0) }
        }
    }

    private func integers(_ input: ModelGraph.Input) -> [Int64] {
        guard case .columns(let columns) = content else { return [] }
        let lists = columns[input.first..<input.first + input.count].map(\.integers)
        return interleaved(lists) { $0 }
    }

    private func texts(
        _ input: ModelGraph.Input, _ features: [String]
    ) throws(PredictionError) -> [String] {
        guard case .columns(let columns) = content else { return [] }
        let lists = columns[input.first..<input.first + input.count].map(\.texts)
        let values = interleaved(lists) { $0 ?? input.missing }
        guard let index = values.firstIndex(where: { $0 == nil }) else {
            return values.compactMap(\.self)
        }
        let name = features[input.first + index % input.count]
        throw PredictionError(
            row: index / input.count, reason: "misses a value in '\(name)'")
    }

    /// Rows of one value a list.
    private func interleaved<Value, Result>(
        _ lists: [[Value]], _ convert: (Value) -> Result
    ) -> [Result] {
        if lists.count == 1 { return lists[0].map(convert) }
        return (0..<rows).flatMap { row in lists.map { convert($0[row]) } }
    }
}

/// The values of a column whose type the batch's signature has made sure of.
extension Column {
    fileprivate var numbers: [Double] { if case .numbers(let values) = self { values } else { [] } }
    fileprivate var integers: [Int64] {
        if case .integers(let values) = self { values } else { [] }
    }
    fileprivate var texts: [String?] { if case .texts(let values) = self { values } else { [] } }
}

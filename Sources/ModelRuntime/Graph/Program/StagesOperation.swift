import Tensors
import WeightFormat

/// A chain of stages as one node: the very pipeline that a chain model is.
struct StagesOperation: GraphOperation {
    let chain: StageChain
    let columns: Int
    let precision: Precision
    /// Our names of the outputs in the node's order.
    let outputs: [OutputName]

    var plans: [KernelPlan] { chain.plans }

    func evaluate(
        _ inputs: Inputs, _ allowance: inout Allowance
    ) throws(Misfit) -> [Tensor] {
        let value = try inputs.value()
        guard value.rank == 2, value.shape[1] == columns, value.kind.precision == precision else {
            throw Misfit(
                "gets \(value.kind.rawValue) \(value.shape) where \(precision.rawValue) rows of "
                    + "\(columns) are due")
        }
        _ = try allowance.reserve(value.shape)
        let predictions = chain.predict(try numbers(value))
        var results: [Tensor] = []
        for output in outputs { results.append(try result(predictions, output)) }
        return results
    }

    private func numbers(_ value: Tensor) throws(Misfit) -> Numbers {
        switch value.elements {
        case .float32(let values):
            .float32(Matrix(rows: value.shape[0], columns: columns, values: values))
        case .float64(let values):
            .float64(Matrix(rows: value.shape[0], columns: columns, values: values))
        case .int32, .int64, .bool, .text: throw Misfit("gets \(value.kind.rawValue)")
        }
    }

    private func result(
        _ predictions: Predictions, _ output: OutputName
    ) throws(Misfit) -> Tensor {
        if output == .label {
            let labels = predictions.labels ?? []
            return Tensor(labels.map { Int64($0) }, shape: [labels.count])
        }
        guard let numbers = predictions.numbers(output) else { throw Misfit("has no \(output)") }
        let shape = [numbers.rows, numbers.columns]
        return switch numbers {
        case .float32(let matrix): Tensor(matrix.values, shape: shape)
        case .float64(let matrix): Tensor(matrix.values, shape: shape)
        }
    }
}

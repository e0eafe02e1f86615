import Tensors
import WeightFormat

/// A graph's output values become predictions.
struct GraphAnswers: Sendable {
    let outputs: [ModelGraph.Output]
    /// Positions of the classes by the form in which a graph names them.
    private let positions: [LabelKey: Int32]
    private let classes: Int

    private enum LabelKey: Hashable, Sendable {
        case number(Double)
        case integer(Int64)
        case text(ExactText)
    }

    init(outputs: [ModelGraph.Output], classes: [ClassLabel]?) {
        self.outputs = outputs
        self.classes = classes?.count ?? 0
        var positions: [LabelKey: Int32] = [:]
        for (index, label) in (classes ?? []).enumerated() {
            let key: LabelKey =
                switch label {
                case .integer(let value): .integer(value)
                case .boolean(let value): .integer(value ? 1 : 0)
                case .real(let value): .number(value)
                case .text(let value): .text(ExactText(value))
                }
            positions[key] = Int32(index)
        }
        self.positions = positions
    }

    func predictions(_ values: [Tensor], rows: Int) throws(PredictionError) -> Predictions {
        var predictions = Predictions(rows: rows)
        for (output, value) in zip(outputs, values) {
            switch output.output {
            case .label?: predictions.labels = try labels(value, output, rows)
            case .probabilities?: predictions.probabilities = try numbers(value, output, rows)
            case .decision?: predictions.decision = try numbers(value, output, rows)
            case .value?: predictions.value = try numbers(value, output, rows)
            case .score?: predictions.score = try numbers(value, output, rows)
            case .transformed?: predictions.transformed = try numbers(value, output, rows)
            case nil: predictions.others[output.name] = value
            }
        }
        return predictions
    }

    /// One matrix row a row of the batch, whatever the further dimensions.
    private func numbers(
        _ value: Tensor, _ output: ModelGraph.Output, _ rows: Int
    ) throws(PredictionError) -> Numbers {
        guard value.shape.first == rows else {
            throw PredictionError(
                row: nil, reason: "gets '\(output.name)' of shape \(value.shape) for \(rows) rows")
        }
        let columns = Tensor.product(value.shape.dropFirst()) ?? 0
        switch value.elements {
        case .float32(let values):
            return .float32(Matrix(rows: rows, columns: columns, values: values))
        case .float64(let values):
            return .float64(Matrix(rows: rows, columns: columns, values: values))
        case .int32, .int64, .bool, .text:
            throw PredictionError(row: nil, reason: "gets '\(output.name)' of no numbers")
        }
    }

    private func labels(
        _ value: Tensor, _ output: ModelGraph.Output, _ rows: Int
    ) throws(PredictionError) -> [Int32] {
        guard value.count == rows else {
            throw PredictionError(
                row: nil, reason: "gets '\(output.name)' of shape \(value.shape) for \(rows) rows")
        }
        if output.holdsPositions == true, case .int64(let values) = value.elements {
            return try find(values) { Int($0) < classes && $0 >= 0 ? Int32($0) : nil }
        }
        switch value.elements {
        case .int64(let values): return try find(values) { positions[.integer($0)] }
        case .int32(let values): return try find(values) { positions[.integer(Int64($0))] }
        case .bool(let values): return try find(values) { positions[.integer($0 ? 1 : 0)] }
        case .text(let values): return try find(values) { positions[.text(ExactText($0))] }
        case .float32(let values): return try find(values) { number(Double($0)) }
        case .float64(let values): return try find(values) { number($0) }
        }
    }

    private func number(_ value: Double) -> Int32? {
        positions[.number(value)] ?? Int64(exactly: value).flatMap { positions[.integer($0)] }
    }

    private func find<Value>(
        _ values: [Value], _ position: (Value) -> Int32?
    ) throws(PredictionError) -> [Int32] {
        var labels: [Int32] = []
        labels.reserveCapacity(values.count)
        for (row, value) in values.enumerated() {
            guard let label = position(value) else {
                throw PredictionError(
                    row: row, reason: "gets the label \(value), which is no class")
            }
            labels.append(label)
        }
        return labels
    }
}

import Tensors

/// One stage of a model, ready to run: rows in, rows or scores out.
protocol Step: Sendable {
    func callAsFunction(_ x: Numbers) -> Numbers
}

/// A stage whose rows and results have one width.
protocol WidthStep<Scalar>: Step {
    associatedtype Scalar: Width
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar>
}

extension WidthStep {
    func callAsFunction(_ x: Numbers) -> Numbers { Scalar.wrap(apply(Scalar.unwrap(x))) }
}

/// The first stage of a model that takes columns: rows for the steps.
protocol BatchEncoder: Sendable {
    func callAsFunction(_ batch: Batch) throws(PredictionError) -> Numbers
}

/// The last stage: scores become named outputs.
protocol Head: Sendable {
    func answer(_ scores: Numbers) -> Predictions
}

/// Stages in order, and the head. Both forms of a model are one of these.
struct Pipeline: Sendable {
    let signature: Signature
    /// Columns to rows; nil where the batch is one matrix as it is.
    let encoder: (any BatchEncoder)?
    let steps: [any Step]
    let head: any Head

    func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        var numbers = try rows(batch)
        for step in steps { numbers = step(numbers) }
        return head.answer(numbers)
    }

    private func rows(_ batch: Batch) throws(PredictionError) -> Numbers {
        if let encoder { return try encoder(batch) }
        guard case .matrix(let numbers) = batch.content else {
            preconditionFailure("a batch was made for the model's signature")
        }
        return numbers
    }
}

/// A preprocessing pipeline alone: its rows are the answer.
struct TransformHead: Head {
    func answer(_ scores: Numbers) -> Predictions {
        Predictions(rows: scores.rows, transformed: scores)
    }
}

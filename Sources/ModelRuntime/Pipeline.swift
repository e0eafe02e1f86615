import Tensors
import WeightFormat

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

/// Stages in order, and the head.
struct StageChain: Sendable {
    let steps: [any Step]
    let head: any Head
    /// The width of what the head gets.
    let precision: Precision

    func predict(_ rows: Numbers) -> Predictions {
        var numbers = rows
        for step in steps { numbers = step(numbers) }
        return head.answer(numbers)
    }
}

/// A model that is one chain of stages. Both forms of it are one of these.
struct Pipeline: Sendable {
    let signature: Signature
    /// Columns to rows; nil where the batch is one matrix as it is.
    let encoder: (any BatchEncoder)?
    let chain: StageChain

    func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        chain.predict(try rows(batch))
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

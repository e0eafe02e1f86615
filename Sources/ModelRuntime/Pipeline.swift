import Tensors
import WeightFormat

/// One stage of a model, ready to run: rows in, rows or scores out.
protocol Step: Sendable {
    func callAsFunction(_ x: Numbers) -> Numbers
    /// The form it was prepared in, where there was a choice.
    var plan: KernelPlan? { get }
    /// Rows are computed in groups of so many, a power of two; a row's answer depends on its place in
    /// its group at most.
    var rowsPerPart: Int { get }
}

extension Step {
    var plan: KernelPlan? { nil }
    var rowsPerPart: Int { 1 }
}

/// A stage whose rows and results have one width.
protocol WidthStep<Scalar>: Step {
    associatedtype Scalar: Width
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar>
}

extension WidthStep {
    func callAsFunction(_ x: Numbers) -> Numbers { Scalar.wrap(apply(Scalar.unwrap(x))) }
}

/// A stage of one width that fills storage which is there.
protocol FillingStep<Scalar>: WidthStep {
    func fill(_ result: inout Matrix<Scalar>, _ x: Matrix<Scalar>)
}

extension FillingStep {
    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var result = Matrix<Scalar>(rows: 0, columns: 0)
        fill(&result, x)
        return result
    }
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
    let direct: DirectChain?

    init(steps: [any Step], head: any Head, precision: Precision) {
        self.steps = steps
        self.head = head
        self.precision = precision
        direct = DirectChain(steps: steps, head: head)
    }

    var plans: [KernelPlan] { steps.compactMap(\.plan) }
    /// Groups of every step's size end where the largest do: sizes are powers of two.
    var rowsPerPart: Int { steps.reduce(1) { max($0, $1.rowsPerPart) } }

    func predict(_ rows: Numbers) -> Predictions {
        var numbers = rows
        for step in steps { numbers = step(numbers) }
        return head.answer(numbers)
    }
}

/// A model that is one chain of stages. Both forms of it are one of these.
final class Pipeline: Sendable {
    let signature: Signature
    /// Columns to rows; nil where the batch is one matrix as it is.
    let encoder: (any BatchEncoder)?
    let chain: StageChain

    init(signature: Signature, encoder: (any BatchEncoder)?, chain: StageChain) {
        self.signature = signature
        self.encoder = encoder
        self.chain = chain
    }

    /// The whole model as one function; nil where it has other parts.
    var direct: DirectChain? { encoder == nil ? chain.direct : nil }

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

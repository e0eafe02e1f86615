import Tensors
import WeightFormat

/// The kernel with many support vectors in lanes; one row's kernel values at a time, so that a batch
/// needs no more room than a row.
struct PreparedSVM<Scalar: Width>: WidthStep, DirectStep {
    private let parameters: SVMParameters<Scalar>
    private let vectors: SupportVectors<Scalar>

    var plan: KernelPlan? { vectors.plan }

    init(_ parameters: SVMParameters<Scalar>, for instructionSet: InstructionSet) {
        self.parameters = parameters
        vectors = SupportVectors(
            parameters.vectors, kernel: parameters.kernel, for: instructionSet)
    }

    func apply(_ x: Matrix<Scalar>) -> Matrix<Scalar> {
        var answers = ScoreAnswers<Scalar>()
        fill(&answers, x)
        return answers.scores
    }

    @specialized(where Scalar == Float)
    @specialized(where Scalar == Double)
    func fill(_ answers: inout ScoreAnswers<Scalar>, _ x: Matrix<Scalar>) {
        answers.scores.reuse(rows: x.rows, columns: parameters.intercepts.count)
        if answers.values.count < vectors.room {
            answers.values = [Scalar](repeating: 0, count: vectors.room)
        }
        var place = 0
        for row in 0..<x.rows {
            vectors.evaluate(x.row(row), into: &answers.values)
            parameters.forEachScore { row, range, start in
                vectors.weightedSum(
                    parameters.coefficients.values, from: row * vectors.count, answers.values,
                    over: range, startingWith: start)
            } score: { score in
                answers.scores.values[place] = score
                place += 1
            }
        }
    }
}

import Tensors
import WeightFormat

/// The plain form: every tree walked node by node, the leaves folded in tree order.
struct ReferenceTrees<Row: Width, Sum: Width>: Step {
    let parameters: TreesParameters

    func callAsFunction(_ x: Numbers) -> Numbers {
        let scores = parameters.forest.scores(Row.unwrap(x), summedIn: Sum.self)
        return Sum.wrap(scores).converted(to: parameters.result)
    }
}

/// The packed form.
struct PreparedTrees<Row: Width, Sum: Width>: DirectStep {
    private let forest: PreparedForest<Row, Sum>
    private let result: Precision

    var plan: KernelPlan? { forest.plan }

    init(_ parameters: TreesParameters, for instructionSet: InstructionSet) {
        forest = PreparedForest(parameters.forest, for: instructionSet)
        result = parameters.result
    }

    func callAsFunction(_ x: Numbers) -> Numbers {
        Sum.wrap(forest.scores(Row.unwrap(x))).converted(to: result)
    }

    /// - Precondition: the scores' width is that of the sums, which the planner sees to.
    func fill(_ answers: inout ScoreAnswers<Sum>, _ x: Matrix<Row>) {
        forest.fill(&answers.scores, x)
    }
}

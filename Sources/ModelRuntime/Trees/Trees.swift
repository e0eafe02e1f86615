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
struct PreparedTrees<Row: Width, Sum: Width>: Step {
    private let forest: PreparedForest<Row, Sum>
    private let result: Precision

    init(_ parameters: TreesParameters) {
        forest = PreparedForest(parameters.forest)
        result = parameters.result
    }

    func callAsFunction(_ x: Numbers) -> Numbers {
        Sum.wrap(forest.scores(Row.unwrap(x))).converted(to: result)
    }
}

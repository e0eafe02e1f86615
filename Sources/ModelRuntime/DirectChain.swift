import Tensors

/// A step that fills scores in storage that stays.
protocol DirectStep<Row, Score>: Step {
    associatedtype Row: Width
    associatedtype Score: Width
    func fill(_ scores: inout Matrix<Score>, _ x: Matrix<Row>)
}

/// A head that fills answers in storage that stays.
protocol DirectHead<Score>: Head {
    associatedtype Score: Width
    /// Whether all that it answers has room there.
    var isDirect: Bool { get }
    func fill(_ answers: inout ScoreAnswers<Score>)
}

/// The last step of a chain and its head as one function, compiled for their types: what a prediction
/// costs beside the model's own arithmetic is then little. Steps before them run as they are.
struct DirectChain: Sendable {
    private typealias Last = @Sendable (Numbers, inout Workspace) -> Void

    private let before: [any Step]
    private let last: Last

    /// nil where the chain ends otherwise.
    init?(steps: [any Step], head: any Head) {
        guard let step = steps.last else { return nil }
        let last: Last? =
            switch head {
            case let head as ClassifyScores<Float>: Self.last(narrow: step, head)
            case let head as ClassifyScores<Double>: Self.last(wide: step, head)
            case let head as RegressScores<Float>: Self.last(narrow: step, head)
            case let head as RegressScores<Double>: Self.last(wide: step, head)
            default: nil
            }
        guard let last else { return nil }
        self.last = last
        before = Array(steps.dropLast())
    }

    private static func last<H: DirectHead>(
        narrow step: any Step, _ head: H
    ) -> Last? where H.Score == Float {
        guard head.isDirect else { return nil }
        return switch step {
        case let step as PreparedTrees<Float, Float>: join(narrow: step, head)
        case let step as PreparedTrees<Double, Float>: join(narrow: step, head)
        case let step as PreparedLinear<Float>: join(narrow: step, head)
        case let step as PreparedSVM<Float>: join(narrow: step, head)
        default: nil
        }
    }

    private static func last<H: DirectHead>(
        wide step: any Step, _ head: H
    ) -> Last? where H.Score == Double {
        guard head.isDirect else { return nil }
        return switch step {
        case let step as PreparedTrees<Float, Double>: join(wide: step, head)
        case let step as PreparedTrees<Double, Double>: join(wide: step, head)
        case let step as PreparedOblivious: join(wide: step, head)
        case let step as PreparedLinear<Double>: join(wide: step, head)
        case let step as PreparedSVM<Double>: join(wide: step, head)
        default: nil
        }
    }

    private static func join<S: DirectStep, H: DirectHead>(
        narrow step: S, _ head: H
    ) -> Last where S.Score == Float, H.Score == Float {
        { rows, workspace in
            workspace.fillNarrow { answers in
                step.fill(&answers.scores, S.Row.unwrap(rows))
                head.fill(&answers)
            }
        }
    }

    private static func join<S: DirectStep, H: DirectHead>(
        wide step: S, _ head: H
    ) -> Last where S.Score == Double, H.Score == Double {
        { rows, workspace in
            workspace.fillWide { answers in
                step.fill(&answers.scores, S.Row.unwrap(rows))
                head.fill(&answers)
            }
        }
    }

    @inline(__always)
    func predict(_ rows: Numbers, in workspace: inout Workspace) {
        var rows = rows
        for step in before { rows = step(rows) }
        last(rows, &workspace)
    }
}

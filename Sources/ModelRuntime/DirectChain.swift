import Tensors

/// A step that fills the scores of a workspace, whose storage stays.
protocol DirectStep<Row, Score>: Step {
    associatedtype Row: Width
    associatedtype Score: Width
    func fill(_ answers: inout ScoreAnswers<Score>, _ x: Matrix<Row>)
}

/// A head that makes answers of the scores beside them, in storage that stays.
protocol DirectHead<Score>: Head {
    associatedtype Score: Width
    func fill(_ answers: inout ScoreAnswers<Score>)
}

/// The steps of a chain as functions compiled for their types, the last and the head as one: what a
/// prediction costs beside the model's own arithmetic is then little. A class, so that a prediction counts
/// one reference.
final class DirectChain: Sendable {
    private typealias Stage = @Sendable (Numbers, inout Workspace) -> Numbers
    private typealias Last = @Sendable (Numbers, inout Workspace) -> Void

    private let before: [Stage]
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
        before = steps.dropLast().map(Self.stage)
    }

    private static func stage(_ step: any Step) -> Stage {
        switch step {
        case let step as Scaler<Float>: fill(narrow: step)
        case let step as Scaler<Double>: fill(wide: step)
        case let step as Normalizer<Float>: fill(narrow: step)
        case let step as Normalizer<Double>: fill(wide: step)
        case let step as Dense<Float, PreparedLinear<Float>>: fill(narrow: step)
        case let step as Dense<Double, PreparedLinear<Double>>: fill(wide: step)
        default: { rows, _ in step(rows) }
        }
    }

    private static func fill<S: FillingStep>(narrow step: S) -> Stage where S.Scalar == Float {
        { rows, workspace in workspace.narrowStage { step.fill(&$0, Float.unwrap(rows)) } }
    }

    private static func fill<S: FillingStep>(wide step: S) -> Stage where S.Scalar == Double {
        { rows, workspace in workspace.wideStage { step.fill(&$0, Double.unwrap(rows)) } }
    }

    private static func last<H: DirectHead>(
        narrow step: any Step, _ head: H
    ) -> Last? where H.Score == Float {
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
                step.fill(&answers, S.Row.unwrap(rows))
                head.fill(&answers)
            }
        }
    }

    private static func join<S: DirectStep, H: DirectHead>(
        wide step: S, _ head: H
    ) -> Last where S.Score == Double, H.Score == Double {
        { rows, workspace in
            workspace.fillWide { answers in
                step.fill(&answers, S.Row.unwrap(rows))
                head.fill(&answers)
            }
        }
    }

    @inline(__always)
    func predict(_ rows: Numbers, in workspace: inout Workspace) {
        var rows = rows
        for stage in before { rows = stage(rows, &workspace) }
        last(rows, &workspace)
    }
}

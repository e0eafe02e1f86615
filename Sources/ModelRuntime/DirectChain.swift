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

/// A chain of one step and its head as one function, compiled for their types: what a prediction costs
/// beside the model's own arithmetic is a few nanoseconds.
struct DirectChain: Sendable {
    private let run: @Sendable (Numbers, inout Workspace) -> Void

    /// nil where the chain has other parts.
    init?(steps: [any Step], head: any Head) {
        guard steps.count == 1, let step = steps.first else { return nil }
        switch head {
        case let head as ClassifyScores<Float>: self.init(narrow: step, head)
        case let head as ClassifyScores<Double>: self.init(wide: step, head)
        case let head as RegressScores<Float>: self.init(narrow: step, head)
        case let head as RegressScores<Double>: self.init(wide: step, head)
        default: return nil
        }
    }

    private init?<H: DirectHead>(narrow step: any Step, _ head: H) where H.Score == Float {
        guard head.isDirect else { return nil }
        switch step {
        case let step as PreparedTrees<Float, Float>: run = Self.join(narrow: step, head)
        case let step as PreparedTrees<Double, Float>: run = Self.join(narrow: step, head)
        case let step as PreparedLinear<Float>: run = Self.join(narrow: step, head)
        case let step as PreparedSVM<Float>: run = Self.join(narrow: step, head)
        default: return nil
        }
    }

    private init?<H: DirectHead>(wide step: any Step, _ head: H) where H.Score == Double {
        guard head.isDirect else { return nil }
        switch step {
        case let step as PreparedTrees<Float, Double>: run = Self.join(wide: step, head)
        case let step as PreparedTrees<Double, Double>: run = Self.join(wide: step, head)
        case let step as PreparedOblivious: run = Self.join(wide: step, head)
        case let step as PreparedLinear<Double>: run = Self.join(wide: step, head)
        case let step as PreparedSVM<Double>: run = Self.join(wide: step, head)
        default: return nil
        }
    }

    private static func join<S: DirectStep, H: DirectHead>(
        narrow step: S, _ head: H
    ) -> @Sendable (Numbers, inout Workspace) -> Void where S.Score == Float, H.Score == Float {
        { rows, workspace in
            workspace.fillNarrow { answers in
                step.fill(&answers.scores, S.Row.unwrap(rows))
                head.fill(&answers)
            }
        }
    }

    private static func join<S: DirectStep, H: DirectHead>(
        wide step: S, _ head: H
    ) -> @Sendable (Numbers, inout Workspace) -> Void where S.Score == Double, H.Score == Double {
        { rows, workspace in
            workspace.fillWide { answers in
                step.fill(&answers.scores, S.Row.unwrap(rows))
                head.fill(&answers)
            }
        }
    }

    @inline(__always)
    func predict(_ rows: Numbers, in workspace: inout Workspace) { run(rows, &workspace) }
}

public import Tensors
public import WeightFormat

/// A model compiled for speed: each stage in the form that the planner found best.
public struct PreparedModel: Model {
    private let form: ModelForm
    private let direct: DirectChain?
    public var signature: Signature { form.signature }

    /// The forms of its stages, in order, where there was a choice.
    public var plans: [KernelPlan] { form.plans }

    /// - Parameter instructionSet: available here.
    public init(
        file: WeightFile, for instructionSet: InstructionSet = .best
    ) throws(ModelError) {
        form = try ModelForm(file: file, form: .prepared(instructionSet))
        direct = form.direct
    }

    /// A batch may be cut at multiples of so many rows, and the parts predicted apart, without a change
    /// in any row's answer; nil where rows may depend on one another, as in a graph.
    public var rowsPerPart: Int? {
        switch form {
        case .pipeline(let pipeline): pipeline.chain.rowsPerPart
        case .graph: nil
        }
    }

    public func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        guard direct != nil else { return try form.predict(batch) }
        var workspace = Workspace()
        try predict(batch, in: &workspace)
        return workspace.withPredictions { $0 }
    }

    /// The same predictions, in a workspace's storage.
    public func predict(_ batch: Batch, in workspace: inout Workspace) throws(PredictionError) {
        if let direct, case .matrix(let rows) = batch.content {
            direct.predict(rows, in: &workspace)
        } else {
            workspace.hold(try form.predict(batch))
        }
    }
}

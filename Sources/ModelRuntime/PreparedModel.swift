public import WeightFormat

/// A model compiled for speed: each stage in the form that the planner found best.
public struct PreparedModel: Model {
    private let form: ModelForm
    public var signature: Signature { form.signature }

    public init(file: WeightFile) throws(ModelError) {
        form = try ModelForm(file: file, form: .prepared)
    }

    public func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        try form.predict(batch)
    }

    /// The same predictions, in a workspace's storage.
    public func predict(_ batch: Batch, in workspace: inout Workspace) throws(PredictionError) {
        try form.predict(batch, in: &workspace)
    }
}

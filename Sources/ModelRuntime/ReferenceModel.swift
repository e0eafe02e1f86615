public import WeightFormat

/// A model evaluated plainly from its parameters, stage by stage: what ``PreparedModel`` is held to.
public struct ReferenceModel: Model {
    private let form: ModelForm
    public var signature: Signature { form.signature }

    public init(file: WeightFile) throws(ModelError) {
        form = try ModelForm(file: file, form: .reference)
    }

    public func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        try form.predict(batch)
    }
}

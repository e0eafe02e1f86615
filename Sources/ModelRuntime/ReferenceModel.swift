public import WeightFormat

/// A model evaluated plainly from its parameters, stage by stage: what ``PreparedModel`` is held to.
public struct ReferenceModel: Model {
    private let pipeline: Pipeline
    public var signature: Signature { pipeline.signature }

    public init(file: WeightFile) throws(ModelError) {
        pipeline = try Planner(file: file, form: .reference).pipeline()
    }

    public func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        try pipeline.predict(batch)
    }
}

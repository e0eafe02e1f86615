public import WeightFormat

/// A model compiled for speed: each stage in the form that the planner found best.
public struct PreparedModel: Model {
    private let pipeline: Pipeline
    public var signature: Signature { pipeline.signature }

    public init(file: WeightFile) throws(ModelError) {
        pipeline = try Planner(file: file, form: .prepared).pipeline()
    }

    public func predict(_ batch: Batch) throws(PredictionError) -> Predictions {
        try pipeline.predict(batch)
    }
}

/// The answer of `GET /metadata`: what a model takes and gives, as the book's services say it,
/// and what a proxy wants to know besides.
public struct ModelMetadata: Equatable, Sendable {
    /// For example `float32`.
    public var dataType: String
    /// The shape of one request of one row, for example `(1,4)`.
    public var dataStructure: String
    /// Rows of features; a missing value is written `null`.
    public var dataSample: [[FeatureValue]]
    public var predictionType: String
    /// The shape of the answer to it, for example `(1,2)`.
    public var predictionStructure: String
    public var predictionSample: PredictionSample

    /// The features in order; nil from a service that does not tell.
    public var features: [FeatureDocument]?
    /// The labels of the classes in order, one a column of `prediction`; nil for a model without, or
    /// where not told.
    public var classes: [Label]?
    /// The labels that the model may tell by `/predict/label`, where these are not the classes with
    /// the largest prediction.
    public var labels: [Label]?
    /// The release that the model was trained with others in.
    public var release: String?
    /// The model's name and checksum.
    public var model: ModelTag?

    public init(
        dataType: String, dataStructure: String, dataSample: [[FeatureValue]],
        predictionType: String, predictionStructure: String, predictionSample: PredictionSample,
        features: [FeatureDocument]? = nil, classes: [Label]? = nil, labels: [Label]? = nil,
        release: String? = nil, model: ModelTag? = nil
    ) {
        self.dataType = dataType
        self.dataStructure = dataStructure
        self.dataSample = dataSample
        self.predictionType = predictionType
        self.predictionStructure = predictionStructure
        self.predictionSample = predictionSample
        self.features = features
        self.classes = classes
        self.labels = labels
        self.release = release
        self.model = model
    }

    /// A shape as the book writes it: `(1,4)`.
    public static func structure(rows: Int, columns: Int) -> String {
        "(\(rows),\(columns))"
    }
}

/// The prediction of the sample row.
public enum PredictionSample: Equatable, Sendable {
    /// A classifier's own.
    case values([Double])
    /// A proxy's: of every service in order, nil for one that is down.
    case services([Service])

    public struct Service: Equatable, Sendable {
        /// Without the prefix `service_` that it has in JSON.
        public var name: String
        public var values: [Double]?

        public init(name: String, values: [Double]?) {
            self.name = name
            self.values = values
        }
    }
}

/// One feature of a model.
public struct FeatureDocument: Hashable, Sendable {
    public var name: String
    /// `number`, or `text`.
    public var type: String

    public init(name: String, type: String = "number") {
        self.name = name
        self.type = type
    }
}

/// The answer of `GET /v2/models/{model}`: what a model takes and gives.
public struct ModelDocument: Equatable, Sendable {
    public var name: String
    public var versions: [String]
    public var inputs: [TensorDocument]
    public var outputs: [TensorDocument]
    /// The features in the order of a matrix's columns.
    public var features: [String]
    /// The labels in the order of the probabilities' columns; nil for a model without.
    public var classes: [Label]?

    /// The protocol's word for what runs the model.
    static let platform = "chorus"

    public init(
        name: String, versions: [String], inputs: [TensorDocument], outputs: [TensorDocument],
        features: [String], classes: [Label]? = nil
    ) {
        self.name = name
        self.versions = versions
        self.inputs = inputs
        self.outputs = outputs
        self.features = features
        self.classes = classes
    }

    public func append(to bytes: inout [UInt8]) {
        JSONText.raw("{\"name\":", to: &bytes)
        JSONText.string(name, to: &bytes)
        JSONText.raw(",\"versions\":", to: &bytes)
        JSONText.list(versions, to: &bytes, JSONText.string)
        JSONText.raw(",\"platform\":", to: &bytes)
        JSONText.string(Self.platform, to: &bytes)
        JSONText.raw(",\"inputs\":", to: &bytes)
        JSONText.list(inputs, to: &bytes) { $0.append(to: &$1) }
        JSONText.raw(",\"outputs\":", to: &bytes)
        JSONText.list(outputs, to: &bytes) { $0.append(to: &$1) }
        // The protocol leaves room for more: what a client cannot guess.
        JSONText.raw(",\"parameters\":{\"features\":", to: &bytes)
        JSONText.list(features, to: &bytes, JSONText.string)
        if let classes {
            JSONText.raw(",\"classes\":", to: &bytes)
            JSONText.list(classes, to: &bytes, JSONText.label)
        }
        JSONText.raw("}}", to: &bytes)
    }
}

/// A tensor that a model takes or gives.
public struct TensorDocument: Hashable, Sendable {
    public var name: String
    public var datatype: TensorDatatype
    /// -1 stands for any number of rows, first.
    public var shape: [Int]

    public init(name: String, datatype: TensorDatatype, shape: [Int]) {
        self.name = name
        self.datatype = datatype
        self.shape = shape
    }

    fileprivate func append(to bytes: inout [UInt8]) {
        JSONText.raw("{\"name\":", to: &bytes)
        JSONText.string(name, to: &bytes)
        JSONText.raw(",\"datatype\":", to: &bytes)
        JSONText.string(datatype.rawValue, to: &bytes)
        JSONText.raw(",\"shape\":", to: &bytes)
        JSONText.list(shape, to: &bytes) { JSONText.integer($0, to: &$1) }
        bytes.append(UInt8(ascii: "}"))
    }
}

/// The answer to an inference request.
public struct InferenceResponse: Equatable, Sendable {
    public var model: String
    public var version: String
    /// The request's own.
    public var id: String?
    public var outputs: [InferenceOutput]

    public init(model: String, version: String, id: String? = nil, outputs: [InferenceOutput]) {
        self.model = model
        self.version = version
        self.id = id
        self.outputs = outputs
    }
}

/// An output and the form in which it is answered.
public struct InferenceOutput: Equatable, Sendable {
    public var tensor: InferenceTensor
    public var isBinary: Bool

    public init(_ tensor: InferenceTensor, isBinary: Bool) {
        self.tensor = tensor
        self.isBinary = isBinary
    }
}

extension InferenceResponse {
    /// Appends the body: JSON, and the binary outputs' data behind it in order.
    ///
    /// Values in JSON stand in one flat list, a number that is not finite as `null`.
    ///
    /// - Returns: the bytes of the JSON, for `Inference-Header-Content-Length`; nil where the whole
    ///   body is JSON.
    public func append(to bytes: inout [UInt8]) -> Int? {
        let start = bytes.count
        var data: [UInt8] = []
        JSONText.raw("{\"model_name\":", to: &bytes)
        JSONText.string(model, to: &bytes)
        JSONText.raw(",\"model_version\":", to: &bytes)
        JSONText.string(version, to: &bytes)
        if let id {
            JSONText.raw(",\"id\":", to: &bytes)
            JSONText.string(id, to: &bytes)
        }
        JSONText.raw(",\"outputs\":", to: &bytes)
        JSONText.list(outputs, to: &bytes) { output, bytes in output.append(to: &bytes, &data) }
        bytes.append(UInt8(ascii: "}"))
        guard outputs.contains(where: \.isBinary) else { return nil }
        let length = bytes.count - start
        bytes += data
        return length
    }
}

extension InferenceOutput {
    /// Appends the output's JSON to `bytes`, its binary data to `data`.
    fileprivate func append(to bytes: inout [UInt8], _ data: inout [UInt8]) {
        JSONText.raw("{\"name\":", to: &bytes)
        JSONText.string(tensor.name, to: &bytes)
        JSONText.raw(",\"datatype\":", to: &bytes)
        JSONText.string(tensor.datatype.rawValue, to: &bytes)
        JSONText.raw(",\"shape\":", to: &bytes)
        JSONText.list(tensor.shape, to: &bytes) { JSONText.integer($0, to: &$1) }
        if isBinary {
            let size = tensor.appendBinary(to: &data)
            JSONText.raw(",\"parameters\":{\"binary_data_size\":", to: &bytes)
            JSONText.integer(size, to: &bytes)
            bytes.append(UInt8(ascii: "}"))
        } else {
            JSONText.raw(",\"data\":", to: &bytes)
            tensor.elements.appendJSON(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

/// A request of the Open Inference Protocol: named tensors, and which outputs are asked for.
public struct InferenceRequest: Equatable, Sendable {
    /// The client's own name for the request, given back in the answer.
    public var id: String?
    public var parameters: InferenceParameters
    /// At least one, no two of the same name.
    public var inputs: [InferenceTensor]
    /// Empty: all outputs are asked for.
    public var outputs: [RequestedOutput]

    public init(
        id: String? = nil, parameters: InferenceParameters = .init(), inputs: [InferenceTensor],
        outputs: [RequestedOutput] = []
    ) {
        self.id = id
        self.parameters = parameters
        self.inputs = inputs
        self.outputs = outputs
    }

    /// Whether an output is to be binary: as it says itself, else as the request says for all.
    public func isBinary(_ output: RequestedOutput?) -> Bool {
        output?.isBinary ?? parameters.binaryOutputs
    }
}

/// The request's parameters that mean something here; clients may send others.
public struct InferenceParameters: Equatable, Sendable {
    /// `binary_data_output`: outputs that say nothing themselves are answered in binary form.
    public var binaryOutputs = false
    /// `timeout`, in microseconds, as Triton has it.
    public var timeout: Duration?
    /// `missing`: the text that stands for a missing value in BYTES tensors. A parameter of Chorus,
    /// for clients that cannot send `null`.
    public var missing: String?

    public init() {}
}

/// An output that a request asks for.
public struct RequestedOutput: Hashable, Sendable {
    public var name: String
    /// `binary_data`; nil where the request does not say.
    public var isBinary: Bool?

    public init(name: String, isBinary: Bool? = nil) {
        self.name = name
        self.isBinary = isBinary
    }
}

extension InferenceRequest {
    /// Reads a request's body: JSON, and behind it the binary data of the inputs that declare it.
    ///
    /// Every byte of both parts must belong to something. Unknown keys are checked and skipped.
    ///
    /// - Parameter headerLength: `Inference-Header-Content-Length`, the bytes of the JSON; nil for
    ///   a body that is JSON throughout.
    public init(
        body: Span<UInt8>, headerLength: Int? = nil, limits: RequestLimits = .default
    ) throws(InferenceRequestError) {
        guard body.count <= limits.bodyBytes else {
            throw .tooManyBytes(found: body.count, limit: limits.bodyBytes)
        }
        let length = headerLength ?? body.count
        guard length >= 0, length <= body.count else {
            throw .headerLength(found: length, body: body.count)
        }
        let outline = try RequestOutline.read(body.extracting(..<length), limits: limits)
        var rest = body.extracting(length...)
        var inputs: [InferenceTensor] = []
        inputs.reserveCapacity(outline.inputs.count)
        for input in outline.inputs { inputs.append(try input.tensor(taking: &rest)) }
        guard rest.isEmpty else { throw .binaryLeft(bytes: rest.count) }
        self.init(
            id: outline.id, parameters: outline.parameters, inputs: inputs,
            outputs: outline.outputs)
    }

    /// A body that is one tensor's binary data and nothing else, which the header length 0 says: a
    /// matrix of that width, as many rows as there are, all outputs in binary form.
    public init(
        raw body: Span<UInt8>, datatype: TensorDatatype, columns: Int,
        limits: RequestLimits = .default
    ) throws(InferenceRequestError) {
        guard body.count <= limits.bodyBytes else {
            throw .tooManyBytes(found: body.count, limit: limits.bodyBytes)
        }
        let rowBytes = max((datatype.elementBytes ?? 1) * columns, 1)
        guard body.count % rowBytes == 0 else {
            throw .rawSize(found: body.count, row: rowBytes)
        }
        let input = InputOutline(
            name: "input", datatype: datatype, shape: [body.count / rowBytes, columns],
            binarySize: body.count)
        try input.check(limits)
        var rest = body
        let tensor = try input.tensor(taking: &rest)
        self.init(inputs: [tensor])
        parameters.binaryOutputs = true
    }
}

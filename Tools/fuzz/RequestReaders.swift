import InferenceAPI

/// A request of the Open Inference Protocol: JSON throughout; JSON up to its last brace and binary
/// data behind it; and one tensor's data alone.
func readInference(_ bytes: [UInt8]) {
    _ = try? InferenceRequest(body: bytes.span)
    if let brace = bytes.lastIndex(of: UInt8(ascii: "}")) {
        _ = try? InferenceRequest(body: bytes.span, headerLength: brace + 1)
    }
    for datatype in TensorDatatype.allCases {
        _ = try? InferenceRequest(raw: bytes.span, datatype: datatype, columns: 3)
    }
}

/// The answer of `GET /v2`: who serves, and which extensions of the protocol it knows.
public enum ServerDocument {
    public static let extensions = ["binary_tensor_data"]

    public static func append(name: String, version: String, to bytes: inout [UInt8]) {
        JSONText.raw("{\"name\":", to: &bytes)
        JSONText.string(name, to: &bytes)
        JSONText.raw(",\"version\":", to: &bytes)
        JSONText.string(version, to: &bytes)
        JSONText.raw(",\"extensions\":", to: &bytes)
        JSONText.list(extensions, to: &bytes, JSONText.string)
        bytes.append(UInt8(ascii: "}"))
    }
}

/// An error as the Open Inference Protocol has it: `{"error":"…"}`.
public enum InferenceErrorDocument {
    public static func append(_ sentence: String, to bytes: inout [UInt8]) {
        JSONText.raw("{\"error\":", to: &bytes)
        JSONText.string(sentence, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }
}

/// The body of an error: `application/problem+json` of RFC 9457.
public struct Problem: Equatable, Sendable {
    /// A URI reference that names the kind of problem; see ``ProblemKind``.
    public var type: String
    public var title: String
    /// The HTTP status.
    public var status: Int
    /// One sentence about this very case.
    public var detail: String
    public var requestID: String?
    /// Further members, in that order.
    public var extensions: [JSONValue.Member]

    public init(
        type: String, title: String, status: Int, detail: String, requestID: String? = nil,
        extensions: [JSONValue.Member] = []
    ) {
        self.type = type
        self.title = title
        self.status = status
        self.detail = detail
        self.requestID = requestID
        self.extensions = extensions
    }

    public init(
        _ kind: ProblemKind, status: Int, detail: String, requestID: RequestID? = nil,
        extensions: [JSONValue.Member] = []
    ) {
        self.init(
            type: kind.type, title: kind.title, status: status, detail: detail,
            requestID: requestID?.text, extensions: extensions)
    }

    public func append(to bytes: inout [UInt8]) {
        JSONText.raw("{\"type\":", to: &bytes)
        JSONText.string(type, to: &bytes)
        JSONText.raw(",\"title\":", to: &bytes)
        JSONText.string(title, to: &bytes)
        JSONText.raw(",\"status\":", to: &bytes)
        JSONText.integer(status, to: &bytes)
        JSONText.raw(",\"detail\":", to: &bytes)
        JSONText.string(detail, to: &bytes)
        if let requestID {
            JSONText.raw(",\"request_id\":", to: &bytes)
            JSONText.string(requestID, to: &bytes)
        }
        for member in extensions {
            bytes.append(UInt8(ascii: ","))
            JSONText.key(member.key, to: &bytes)
            JSONText.value(member.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }
}

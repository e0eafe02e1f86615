public import HTTPTypes
public import InferenceAPI

/// An error that is answered as a problem: what handlers throw. The id is added at the edge.
public struct ProblemResponse: Error, Sendable {
    public let kind: ProblemKind
    public let status: HTTPResponse.Status
    public let detail: String
    public let headers: HTTPFields

    public init(
        _ kind: ProblemKind, _ status: HTTPResponse.Status, _ detail: String,
        headers: HTTPFields = [:]
    ) {
        self.kind = kind
        self.status = status
        self.detail = detail
        self.headers = headers
    }

    /// Nobody hears it; requests are counted by it (as nginx does).
    public static let clientLeft = ProblemResponse(
        .internalError, .init(code: 499), "The client closed the connection.")

    /// The answer on a path: under `/v2` an error has the form of the Open Inference Protocol.
    func reply(at path: String, requestID: RequestID) -> Reply {
        var bytes: [UInt8] = []
        let isInference = path.split(separator: "/", maxSplits: 1).first == "v2"
        if isInference {
            InferenceErrorDocument.append(detail, to: &bytes)
        } else {
            let problem = Problem(
                kind, status: status.code, detail: detail, requestID: requestID)
            problem.append(to: &bytes)
        }
        return Reply(
            status: status, contentType: isInference ? ContentTypes.json : ContentTypes.problem,
            fields: headers.map { Reply.Field(name: $0.name.rawName, value: $0.value) },
            body: bytes)
    }
}

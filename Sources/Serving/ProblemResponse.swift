public import HTTPTypes
public import Hummingbird
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

    /// The answer on a path: under `/v2` an error has the form of the Open Inference Protocol.
    func response(at path: String, requestID: InferenceAPI.RequestID) -> Response {
        var bytes: [UInt8] = []
        var headers = headers
        if path.split(separator: "/", maxSplits: 1).first == "v2" {
            InferenceErrorDocument.append(detail, to: &bytes)
            headers[.contentType] = ContentTypes.json
        } else {
            let problem = Problem(
                kind, status: status.code, detail: detail, requestID: requestID)
            problem.append(to: &bytes)
            headers[.contentType] = ContentTypes.problem
        }
        return Response(
            status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

extension Response {
    /// A good answer with a JSON body.
    public static func json(_ bytes: [UInt8], headers: HTTPFields = [:]) -> Response {
        var headers = headers
        headers[.contentType] = ContentTypes.json
        return Response(
            status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

public import InferenceAPI
public import NIOCore

/// One complete response of a member.
public struct UpstreamResponse: Sendable {
    public let status: Int
    /// Nil where its head does not say it.
    public let origin: AnswerOrigin?
    public let body: ByteBuffer

    public init(status: Int, origin: AnswerOrigin? = nil, body: ByteBuffer) {
        self.status = status
        self.origin = origin
        self.body = body
    }

    public var model: ModelTag? { origin?.model }
}

/// Why the bytes of a member are not a response.
enum ResponseError: Error, Equatable {
    case malformed(String)
    case headTooLarge(limit: Int)
    case bodyTooLarge(limit: Int)
    case unexpected
}

extension ResponseError: CustomStringConvertible {
    var description: String {
        switch self {
        case .malformed(let what): "sent a response that is not HTTP/1.1 (\(what))"
        case .headTooLarge(let limit): "sent a response head of more than \(limit) bytes"
        case .bodyTooLarge(let limit): "sent a body of more than \(limit) bytes"
        case .unexpected: "sent a response that nobody asked for"
        }
    }
}

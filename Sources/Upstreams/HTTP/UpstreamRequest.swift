import InferenceAPI
import NIOCore

/// A request as it leaves for members: the same bytes for all of them, but for the host's name.
final class UpstreamRequest: Sendable {
    /// From the request line to where the value of `host` begins.
    let start: ByteBuffer
    /// From the end of that line to the head's last.
    let rest: ByteBuffer
    let body: ByteBuffer
    private let method: StaticString
    private let target: String
    private let requestID: RequestID

    /// - Parameters:
    ///   - target: path with its query; like the id it holds nothing that could end a line.
    ///   - timeout: what remains of the deadline.
    init(
        method: StaticString, target: String, requestID: RequestID, timeout: Duration,
        body: ByteBuffer
    ) {
        var start = ByteBuffer()
        start.reserveCapacity(48 + target.utf8.count)
        start.writeStaticString(method)
        start.writeStaticString(" ")
        start.writeString(target)
        start.writeStaticString(" HTTP/1.1\r\nhost: ")
        var rest = ByteBuffer()
        rest.reserveCapacity(224)
        Self.write(HeaderNames.requestID, requestID.text, to: &rest)
        Self.write(HeaderNames.requestTimeout, RequestTimeout.text(timeout), to: &rest)
        if body.readableBytes > 0 {
            Self.write(HeaderNames.contentType, ContentTypes.json, to: &rest)
            Self.write(HeaderNames.contentLength, String(body.readableBytes), to: &rest)
        }
        rest.writeStaticString("\r\n\r\n")
        self.start = start
        self.rest = rest
        self.body = body
        self.method = method
        self.target = target
        self.requestID = requestID
    }

    /// The same when less of its deadline remains.
    func with(timeout: Duration) -> UpstreamRequest {
        UpstreamRequest(
            method: method, target: target, requestID: requestID, timeout: timeout, body: body)
    }

    /// A field, behind the end of the line before it.
    private static func write(_ name: String, _ value: String, to head: inout ByteBuffer) {
        head.writeStaticString("\r\n")
        head.writeString(name)
        head.writeStaticString(": ")
        head.writeString(value)
    }

    /// Appends the head for a host.
    func writeHead(authority: ByteBuffer, to bytes: inout ByteBuffer) {
        bytes.writeImmutableBuffer(start)
        bytes.writeImmutableBuffer(authority)
        bytes.writeImmutableBuffer(rest)
    }
}

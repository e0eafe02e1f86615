import InferenceAPI
import NIOCore

/// A request as it leaves for members: the same bytes for all of them, but for the host's name and the
/// time that remains when it leaves.
final class UpstreamRequest: Sendable {
    /// From the request line to where the value of `host` begins.
    private let start: ByteBuffer
    /// From the end of that line to where the value of `x-request-timeout` begins.
    private let rest: ByteBuffer
    let body: ByteBuffer

    /// - Parameter target: path with its query; like the id it holds nothing that could end a line.
    init(method: StaticString, target: String, requestID: RequestID, body: ByteBuffer) {
        var start = ByteBuffer()
        start.reserveCapacity(48 + target.utf8.count)
        start.writeStaticString(method)
        start.writeStaticString(" ")
        start.writeString(target)
        start.writeStaticString(" HTTP/1.1\r\nhost: ")
        var rest = ByteBuffer()
        rest.reserveCapacity(224)
        Self.write(HeaderNames.requestID, requestID.text, to: &rest)
        if body.readableBytes > 0 {
            Self.write(HeaderNames.contentType, ContentTypes.json, to: &rest)
            Self.write(HeaderNames.contentLength, String(body.readableBytes), to: &rest)
        }
        Self.write(HeaderNames.requestTimeout, "", to: &rest)
        self.start = start
        self.rest = rest
        self.body = body
    }

    /// A field, behind the end of the line before it.
    private static func write(_ name: String, _ value: String, to head: inout ByteBuffer) {
        head.writeStaticString("\r\n")
        head.writeString(name)
        head.writeStaticString(": ")
        head.writeString(value)
    }

    /// Appends the head for a host.
    ///
    /// - Parameter remaining: of the deadline.
    func writeHead(authority: ByteBuffer, remaining: Duration, to bytes: inout ByteBuffer) {
        bytes.writeImmutableBuffer(start)
        bytes.writeImmutableBuffer(authority)
        bytes.writeImmutableBuffer(rest)
        bytes.writeString(RequestTimeout.text(remaining))
        bytes.writeStaticString("\r\n\r\n")
    }
}

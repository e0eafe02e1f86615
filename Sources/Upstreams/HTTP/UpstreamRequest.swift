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

    /// - Parameters:
    ///   - target: path with its query; like the id it holds nothing that could end a line.
    ///   - job: a query `id` behind the target.
    init(
        method: StaticString, target: String, job: RequestID? = nil, requestID: RequestID,
        body: ByteBuffer
    ) {
        var head = ByteBuffer()
        head.reserveCapacity(272 + target.utf8.count)
        head.writeStaticString(method)
        head.writeStaticString(" ")
        head.writeString(target)
        if let job {
            head.writeStaticString("?id=")
            head.writeString(job.text)
        }
        head.writeStaticString(" HTTP/1.1\r\nhost: ")
        let split = head.writerIndex
        Self.write(HeaderNames.requestID, requestID.text, to: &head)
        if body.readableBytes > 0 {
            Self.write(HeaderNames.contentType, ContentTypes.json, to: &head)
            Self.write(HeaderNames.contentLength, String(body.readableBytes), to: &head)
        }
        Self.write(HeaderNames.requestTimeout, "", to: &head)
        start = head.readSlice(length: split) ?? ByteBuffer()
        rest = head
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
    /// - Parameter remaining: of the deadline, nanoseconds.
    func writeHead(authority: ByteBuffer, remaining: UInt64, to bytes: inout ByteBuffer) {
        bytes.writeImmutableBuffer(start)
        bytes.writeImmutableBuffer(authority)
        bytes.writeImmutableBuffer(rest)
        bytes.writeString(RequestTimeout.text(nanoseconds: remaining))
        bytes.writeStaticString("\r\n\r\n")
    }
}

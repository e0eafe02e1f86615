import InferenceAPI
import NIOCore

/// A request as it leaves for one member.
struct UpstreamRequest {
    let method: StaticString
    /// Path with its query.
    let target: String
    let requestID: RequestID
    /// What remains of the deadline.
    let timeout: Duration
    let body: ByteBuffer

    /// The head's bytes; the target and the id hold nothing that could end a line.
    func head(authority: String) -> ByteBuffer {
        var head = ByteBuffer()
        head.reserveCapacity(224 + target.utf8.count + authority.utf8.count)
        head.writeStaticString(method)
        head.writeString(" \(target) HTTP/1.1\r\nhost: \(authority)\r\n")
        head.writeString("\(HeaderNames.requestID): \(requestID.text)\r\n")
        head.writeString("\(HeaderNames.requestTimeout): \(RequestTimeout.text(timeout))\r\n")
        if body.readableBytes > 0 {
            head.writeString("\(HeaderNames.contentType): \(ContentTypes.json)\r\n")
            head.writeString("\(HeaderNames.contentLength): \(body.readableBytes)\r\n")
        }
        head.writeString("\r\n")
        return head
    }
}

import HTTPTypes
import InferenceAPI
import NIOCore
import NIOHTTP1

/// Writes answers as the ordinary face does, byte by byte.
struct HotWriter {
    private(set) var bytes = ByteBuffer()
    private var date = HTTPDate()

    var isEmpty: Bool { bytes.readableBytes == 0 }

    mutating func append(_ reply: Reply, id: RequestID, isLast: Bool, at now: Deadline) {
        if reply.status.code == 200 {
            bytes.writeStaticString("HTTP/1.1 200 OK")
        } else {
            // The encoder of the ordinary face takes these words.
            let status = HTTPResponseStatus(statusCode: reply.status.code)
            bytes.writeString("HTTP/1.1 \(status.code) \(status.reasonPhrase)")
        }
        for field in reply.fields { append(field.name, field.value) }
        bytes.writeStaticString("\r\nContent-Type: ")
        bytes.writeString(reply.contentType)
        bytes.writeStaticString("\r\nContent-Length: ")
        bytes.writeString(String(reply.body.count))
        append(HeaderNames.requestID, id.text)
        bytes.writeStaticString("\r\nDate: ")
        bytes.writeString(date.text(at: now))
        if isLast { bytes.writeStaticString("\r\nConnection: close") }
        bytes.writeStaticString("\r\n\r\n")
        bytes.writeBytes(reply.body)
    }

    /// Forgets what was sent; the storage is used again if the socket has taken all of it.
    mutating func clear() { bytes.clear() }

    private mutating func append(_ name: String, _ value: String) {
        bytes.writeStaticString("\r\n")
        bytes.writeString(name)
        bytes.writeStaticString(": ")
        bytes.writeString(value)
    }
}

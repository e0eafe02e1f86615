import HTTPTypes
import InferenceAPI
import NIOCore
import NIOHTTP1

/// Writes answers as the ordinary face does, byte by byte.
struct HotWriter {
    private(set) var bytes = ByteBuffer()
    /// The head that is being put together: an array takes pieces with fewer checks than a buffer.
    private var head: [UInt8] = []
    private var beginning = ReplyBeginning()
    private var date = HTTPDate()

    var isEmpty: Bool { bytes.readableBytes == 0 }

    mutating func append(_ reply: Reply, id: RequestID, isLast: Bool, at now: Deadline) {
        head.removeAll(keepingCapacity: true)
        head += beginning.bytes(of: reply)
        JSONText.integer(reply.body.count, to: &head)
        head += HeadPieces.requestID
        head += id.text.utf8
        head += date.field(at: now)
        if isLast { head += Self.close }
        head += HeadPieces.end
        bytes.writeBytes(head)
        bytes.writeBytes(reply.body)
    }

    private static let close = Array("\r\nConnection: close".utf8)

    /// Forgets what was sent; the storage is used again if the socket has taken all of it.
    mutating func clear() { bytes.clear() }
}

/// What answers of one kind begin with, up to the value of `Content-Length`; kept, because most answers
/// are of the kind of the one before.
private struct ReplyBeginning {
    private var status = 0
    private var contentType = ""
    private var fields: [Reply.Field] = []
    private var made: [UInt8] = []

    mutating func bytes(of reply: Reply) -> [UInt8] {
        if reply.status.code != status || reply.contentType != contentType
            || reply.fields != fields
        {
            (status, contentType, fields) = (reply.status.code, reply.contentType, reply.fields)
            made = Self.make(reply)
        }
        return made
    }

    private static func make(_ reply: Reply) -> [UInt8] {
        // The encoder of the ordinary face takes these words.
        let status = HTTPResponseStatus(statusCode: reply.status.code)
        var lines = ["HTTP/1.1 \(status.code) \(status.reasonPhrase)"]
        lines += reply.fields.map { "\($0.name): \($0.value)" }
        lines += ["Content-Type: \(reply.contentType)", "Content-Length: "]
        return Array(lines.joined(separator: "\r\n").utf8)
    }
}

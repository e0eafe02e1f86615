import InferenceAPI
import NIOCore

/// A request as it leaves for members: the same bytes for all of them, but for the host's name and the
/// time that remains when it leaves.
final class UpstreamRequest: Sendable {
    /// A body up to this size is copied behind its head.
    private static let copiedBytes = 16 << 10

    /// From the request line to where the value of `host` begins.
    private let start: [UInt8]
    /// From behind the value of `x-request-timeout` on, with a short body.
    private let rest: [UInt8]
    /// A body that goes behind them as it is.
    let longBody: ByteBuffer?

    /// - Parameters:
    ///   - line: method and target; like the id it holds nothing that could end a line.
    ///   - job: a query `id`, behind the `id=` that the line ends with.
    init(line: [UInt8], job: RequestID? = nil, requestID: RequestID, body: ByteBuffer) {
        var start = line
        start.reserveCapacity(line.count + RequestID.maximumLength + Self.lineEnd.count)
        if let job { start += job.text.utf8 }
        start += Self.lineEnd
        self.start = start
        let isLong = body.readableBytes > Self.copiedBytes
        var rest: [UInt8] = []
        rest.reserveCapacity(
            Self.field.count + RequestID.maximumLength + Self.bodyFields.count + 24
                + (isLong ? 0 : body.readableBytes))
        rest += Self.field
        rest += requestID.text.utf8
        if body.readableBytes > 0 {
            rest += Self.bodyFields
            rest.appendDecimal(UInt64(body.readableBytes))
        }
        rest += Self.end
        if !isLong { rest += body.readableBytesView }
        self.rest = rest
        longBody = isLong ? body : nil
    }

    convenience init(method: String, target: String, requestID: RequestID, body: ByteBuffer) {
        self.init(line: Array("\(method) \(target)".utf8), requestID: requestID, body: body)
    }

    private static let lineEnd = Array(" HTTP/1.1\r\nhost: ".utf8)
    private static let field = Array("\r\n\(HeaderNames.requestID): ".utf8)
    private static let bodyFields = Array(
        ("\r\n\(HeaderNames.contentType): \(ContentTypes.json)"
            + "\r\n\(HeaderNames.contentLength): ").utf8)
    private static let end = Array("\r\n\r\n".utf8)

    /// Appends the request for a host, but for a long body.
    ///
    /// - Parameter host: its name and the time that remains.
    func write(to host: [UInt8], _ bytes: inout ByteBuffer) {
        bytes.writeBytes(start)
        bytes.writeBytes(host)
        bytes.writeBytes(rest)
    }
}

/// The lines of a request that differ from member to member: the host's name and the milliseconds that
/// remain, which most requests have in common.
struct HostLines {
    private let host: [UInt8]
    private var remaining: UInt64 = 0
    private var lines: [UInt8] = []

    init(authority: String) {
        host = Array("\(authority)\r\n\(HeaderNames.requestTimeout): ".utf8)
    }

    /// The value of `host` to that of `x-request-timeout`, both included.
    ///
    /// - Parameter remaining: of the deadline, nanoseconds.
    mutating func bytes(remaining: UInt64) -> [UInt8] {
        let milliseconds = RequestTimeout.milliseconds(remaining: remaining)
        if milliseconds != self.remaining {
            self.remaining = milliseconds
            lines.removeAll(keepingCapacity: true)
            lines += host
            lines.appendDecimal(milliseconds)
        }
        return lines
    }
}

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

    /// - Parameter line: method and target; like the id it holds nothing that could end a line.
    init(line: consuming [UInt8], requestID: RequestID, body: ByteBuffer) {
        line += Self.lineEnd
        start = line
        let isLong = body.readableBytes > Self.copiedBytes
        var rest: [UInt8] = []
        rest.reserveCapacity(
            HeadPieces.requestID.count + RequestID.maximumLength + Self.bodyFields.count + 24
                + (isLong ? 0 : body.readableBytes))
        rest += HeadPieces.requestID
        rest += requestID.text.utf8
        if body.readableBytes > 0 {
            rest += Self.bodyFields
            JSONText.integer(body.readableBytes, to: &rest)
        }
        rest += HeadPieces.end
        if !isLong { rest += body.readableBytesView }
        self.rest = rest
        longBody = isLong ? body : nil
    }

    convenience init(method: String, target: String, requestID: RequestID, body: ByteBuffer) {
        self.init(line: Array("\(method) \(target)".utf8), requestID: requestID, body: body)
    }

    private static let lineEnd = Array(" HTTP/1.1\r\nhost: ".utf8)
    private static let bodyFields = Array(
        ("\r\n\(HeaderNames.contentType): \(ContentTypes.json)"
            + "\r\n\(HeaderNames.contentLength): ").utf8)

    /// Appends the request for a host, but for a long body.
    ///
    /// - Parameter host: its name and the time that remains.
    func write(to host: [UInt8], _ bytes: inout ByteBuffer) {
        bytes.writeBytes(start)
        bytes.writeBytes(host)
        bytes.writeBytes(rest)
    }
}

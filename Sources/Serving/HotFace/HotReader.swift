import InferenceAPI
import NIOCore

/// Cuts a connection's bytes into the requests of the hot face.
struct HotReader {
    enum Next {
        /// More bytes must come, of what is named.
        case incomplete(Missing)
        /// What is unread is not for the hot face.
        case foreign
        case request(HotRequest)
    }

    enum Missing { case request, head, body }

    /// Bytes of a body that is read here; larger ones are another's.
    static let mostBodyBytes = 1 << 20
    static let mostHeadBytes = 8 << 10

    private let routes: HotRoutes
    private let bodyBytes: Int
    private var head: HotHead?
    private var unread = ByteBuffer()

    init(_ routes: HotRoutes, bodyBytes: Int) {
        self.routes = routes
        self.bodyBytes = min(bodyBytes, Self.mostBodyBytes)
    }

    var unreadBytes: Int { unread.readableBytes }

    mutating func receive(_ buffer: ByteBuffer) {
        if unread.readableBytes == 0 {
            unread = buffer
        } else {
            unread.writeImmutableBuffer(buffer)
        }
    }

    mutating func next(at now: Deadline, making id: () -> RequestID) -> Next {
        if head == nil {
            switch HotHead.scan(unread.readableBytesUInt8Span, routes: routes.lines) {
            case .head(let found) where isMine(found): head = found
            case .incomplete where unread.readableBytes == 0: return .incomplete(.request)
            case .incomplete where unread.readableBytes <= Self.mostHeadBytes:
                return .incomplete(.head)
            case .head, .incomplete, .foreign: return .foreign
            }
        }
        guard let head, unread.readableBytes >= head.length + head.contentLength else {
            return .incomplete(.body)
        }
        self.head = nil
        return take(head, at: now, making: id).map { .request($0) } ?? .foreign
    }

    private func isMine(_ head: HotHead) -> Bool {
        head.contentLength <= bodyBytes && (!head.isBytes || routes.takesTensors[head.route])
    }

    /// All that is unread, for another to read.
    mutating func giveUp() -> ByteBuffer {
        defer { unread = ByteBuffer() }
        return unread
    }

    /// Nil, and nothing taken, where the head's values are not what they should be.
    private mutating func take(
        _ head: HotHead, at now: Deadline, making id: () -> RequestID
    ) -> HotRequest? {
        var timeout: Duration?
        if let range = head.timeout {
            timeout = RequestTimeout.parse(unread.readableBytesUInt8Span.extracting(range))
            guard timeout != nil else { return nil }
        }
        // The scan has made sure of it.
        let given = head.id.map { RequestID(checked: text(in: $0)) }
        let key = head.key.map { text(in: $0) }
        unread.moveReaderIndex(forwardBy: head.length)
        guard let body = unread.readSlice(length: head.contentLength) else { return nil }
        if unread.readableBytes == 0 { unread = ByteBuffer() }
        return HotRequest(
            id: given ?? id(), timeout: timeout, key: key, isExplained: head.isExplained,
            body: body, inferenceHeaderLength: head.inferenceHeaderLength, arrival: now,
            route: head.route)
    }

    private func text(in range: Range<Int>) -> String {
        unread.readableBytesUInt8Span.text(in: range)
    }
}

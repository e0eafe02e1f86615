import InferenceAPI

/// What a response's head says, as far as a client of inference services needs it (RFC 9112).
struct ResponseHead: Equatable {
    enum Framing: Equatable {
        case length(Int)
        case chunked
        /// The body ends with the connection.
        case untilClose
    }

    var status: Int
    var framing: Framing
    var keepAlive: Bool
    /// Where the value of `X-Chorus-Model` lies in the head's bytes.
    var model: Range<Int>?
    /// Where the value of `X-Chorus-Partial` does.
    var partial: Range<Int>?
    /// Length of the head with its empty line, bytes.
    var length: Int
}

extension ResponseHead {
    /// Parses a head at the start of the bytes; nil if it is not complete yet.
    static func parse(_ bytes: Span<UInt8>) throws(ResponseError) -> ResponseHead? {
        var beginning = HeadBeginning()
        return try parse(bytes, &beginning)
    }

    /// The same, of a connection whose heads begin alike.
    static func parse(
        _ bytes: Span<UInt8>, _ known: inout HeadBeginning
    ) throws(ResponseError) -> ResponseHead? {
        let isKnown = known.isBeginning(of: bytes)
        if !isKnown {
            guard let first = bytes.line(from: 0) else { return nil }
            known = HeadBeginning(try statusLine(bytes, first.content), end: first.next)
        }
        var (head, fields, start) = (known.head, known.fields, known.end)
        while let line = bytes.line(from: start) {
            guard !line.content.isEmpty else {
                if !isKnown { known.keep(bytes) }
                head.length = line.next
                try fields.apply(to: &head)
                return head
            }
            try fields.read(bytes, line.content, into: &head)
            start = line.next
            if !isKnown, !fields.change { known = HeadBeginning(head, fields, end: start) }
        }
        return nil
    }

    private static func statusLine(
        _ bytes: Span<UInt8>, _ line: Range<Int>
    ) throws(ResponseError) -> ResponseHead {
        // "HTTP/1.x 200 reason"
        guard line.count >= 12, bytes.matches("http/1.", at: line.lowerBound),
            bytes[line.lowerBound + 8] == UInt8(ascii: " "),
            let status = bytes.number(in: line.lowerBound + 9..<line.lowerBound + 12),
            status >= 100,
            line.count == 12 || bytes[line.lowerBound + 12] == UInt8(ascii: " ")
        else { throw .malformed("status line") }
        let isVersion1 = bytes[line.lowerBound + 7] != UInt8(ascii: "0")
        return ResponseHead(
            status: status, framing: .untilClose, keepAlive: isVersion1, model: nil, length: 0)
    }
}

/// What the last head of a connection began with, up to the first line that is another in each answer:
/// a member's heads are mostly alike, and what was read once need not be read again.
struct HeadBeginning {
    /// Bytes of it that are kept, at most.
    private static let mostBytes = 1_024

    fileprivate var head = ResponseHead(
        status: 0, framing: .untilClose, keepAlive: true, model: nil, length: 0)
    fileprivate var fields = HeadFields()
    fileprivate var end = 0
    private var bytes: [UInt8] = []

    init() {}

    fileprivate init(_ head: ResponseHead, _ fields: HeadFields = HeadFields(), end: Int) {
        (self.head, self.fields, self.end) = (head, fields, end)
    }

    fileprivate func isBeginning(of head: Span<UInt8>) -> Bool {
        !bytes.isEmpty && head.count > end && head.isSame(bytes, as: 0..<end)
    }

    fileprivate mutating func keep(_ head: Span<UInt8>) {
        guard end <= Self.mostBytes else { return }
        bytes.append(head.extracting(0..<end))
    }
}

/// The header fields that decide how the body is framed.
struct HeadFields {
    private var length: Int?
    private var isChunked = false
    /// Whether one of them is another in each answer.
    fileprivate private(set) var change = false

    fileprivate init() {}

    fileprivate mutating func read(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into head: inout ResponseHead
    ) throws(ResponseError) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: line) else {
            throw .malformed("header field without a colon")
        }
        let name = line.lowerBound..<colon
        // By the length of the name first: most fields are none of these.
        switch name.count {
        case 4 where bytes.equals("date", name), 12 where bytes.equals("x-request-id", name):
            change = true
        case 14 where bytes.equals("content-length", name):
            change = true
            try setLength(bytes.number(in: bytes.trimmed(colon + 1..<line.upperBound)))
        case 17 where bytes.equals("transfer-encoding", name):
            let value = bytes.trimmed(colon + 1..<line.upperBound)
            guard bytes.equals("chunked", value) else { throw .malformed("transfer-encoding") }
            isChunked = true
        case 10 where bytes.equals("connection", name):
            let value = bytes.trimmed(colon + 1..<line.upperBound)
            if bytes.equals("close", value) { head.keepAlive = false }
            if bytes.equals("keep-alive", value) { head.keepAlive = true }
        case 14 where bytes.equals("x-chorus-model", name):
            head.model = bytes.trimmed(colon + 1..<line.upperBound)
        case 16 where bytes.equals("x-chorus-partial", name):
            head.partial = bytes.trimmed(colon + 1..<line.upperBound)
        default: break
        }
    }

    private mutating func setLength(_ value: Int?) throws(ResponseError) {
        guard let value, length == nil || length == value else {
            throw .malformed("content-length")
        }
        length = value
    }

    fileprivate func apply(to head: inout ResponseHead) throws(ResponseError) {
        if isChunked, length != nil { throw .malformed("both content-length and chunked") }
        let hasNoBody = head.status < 200 || head.status == 204 || head.status == 304
        if hasNoBody {
            head.framing = .length(0)
        } else if isChunked {
            head.framing = .chunked
        } else if let length {
            head.framing = .length(length)
        } else {
            head.keepAlive = false
        }
    }
}

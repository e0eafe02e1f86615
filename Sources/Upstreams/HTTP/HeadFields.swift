import InferenceAPI

/// The header fields that decide how the body is framed.
struct HeadFields {
    private var length: Int?
    private var isChunked = false
    /// Whether there was one that is another in each answer.
    private(set) var areChanging = false

    mutating func read(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into head: inout ResponseHead
    ) throws(ResponseError) {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: line) else {
            throw .malformed("header field without a colon")
        }
        let name = line.lowerBound..<colon
        // By the length of the name first: most fields are none of these.
        switch name.count {
        case 4 where bytes.equals("date", name), 12 where bytes.equals("x-request-id", name):
            areChanging = true
        case 14 where bytes.equals("content-length", name):
            areChanging = true
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

    func apply(to head: inout ResponseHead) throws(ResponseError) {
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

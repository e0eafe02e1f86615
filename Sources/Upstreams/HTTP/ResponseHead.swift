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
    ///
    /// - Parameter known: what the head before it on the connection began with.
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
            if !isKnown, !fields.areChanging { known = HeadBeginning(head, fields, end: start) }
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

import InferenceAPI

/// The head of a predict request, as far as the hot face understands heads (RFC 9112).
struct HotHead: Equatable {
    /// Which of the routes it names.
    let route: Int
    /// Bytes of the head with its empty line.
    var length = 0
    var contentLength = 0
    /// Where the id of the request stands, from the query or else from `X-Request-ID`.
    var id: Range<Int>?
    /// Whether the query says `explain=1`.
    var isExplained = false
    /// Where the value of `X-Request-Timeout` stands.
    var timeout: Range<Int>?
    /// Where the value of `X-Chorus-Key` stands.
    var key: Range<Int>?
    /// Whether the body is said to be bytes, not JSON.
    var isBytes = false
    /// The value of `Inference-Header-Content-Length`.
    var inferenceHeaderLength: Int?

    /// What the first bytes of a connection's next request are.
    enum Scan: Equatable {
        /// Too few bytes to tell.
        case incomplete
        /// Something that is another's to understand, or to refuse.
        case foreign
        case head(HotHead)
    }

    /// Header fields of one request; a request with more is another's.
    static let mostFields = 64

    /// Reads a head at the start of the bytes. It is strict: what is not exactly the plain form of
    /// a predict request is foreign, and no byte of it is taken.
    static func scan(_ bytes: Span<UInt8>, routes: [[UInt8]]) -> Scan {
        guard let first = bytes.line(from: 0) else {
            return beginsLikePost(bytes) ? .incomplete : .foreign
        }
        guard var head = requestLine(bytes, first, routes) else { return .foreign }
        var fields = HotFields()
        var start = first.next
        for _ in 0...mostFields {
            switch HotLine.read(bytes, from: start) {
            case .incomplete: return .incomplete
            case .foreign: return .foreign
            case .end(let next):
                head.length = next
                return fields.hasLength ? .head(head) : .foreign
            case .field(let name, let value, let next):
                guard fields.read(bytes, name, value, into: &head) else { return .foreign }
                start = next
            }
        }
        return .foreign
    }

    private static func beginsLikePost(_ bytes: Span<UInt8>) -> Bool {
        let method: StaticString = "POST /"
        let count = min(bytes.count, method.utf8CodeUnitCount)
        return method.withUTF8Buffer { expected in
            (0..<count).allSatisfy { bytes[$0] == expected[$0] }
        }
    }

    /// `POST <route>[?<query>] HTTP/1.1`
    private static func requestLine(
        _ bytes: Span<UInt8>, _ line: (content: Range<Int>, next: Int), _ routes: [[UInt8]]
    ) -> HotHead? {
        let end = line.content.upperBound - 9
        guard bytes.endsInPair(line), end > 5, beginsLikePost(bytes),
            bytes.isSame(" HTTP/1.1", at: end)
        else { return nil }
        let path = 5..<(bytes.firstIndex(of: UInt8(ascii: "?"), in: 5..<end) ?? end)
        guard let route = routes.firstIndex(where: { bytes.isSame($0, as: path) }) else {
            return nil
        }
        guard path.upperBound < end else { return HotHead(route: route) }
        return query(bytes, path.upperBound + 1..<end, route)
    }

    /// `id=<id>`, `explain=0` or `explain=1`, or both in any order with an `&` between.
    private static func query(_ bytes: Span<UInt8>, _ query: Range<Int>, _ route: Int) -> HotHead? {
        var head = HotHead(route: route)
        var isExplainSaid = false
        var start = query.lowerBound
        while true {
            let end = bytes.firstIndex(of: UInt8(ascii: "&"), in: start..<query.upperBound)
            let part = start..<(end ?? query.upperBound)
            if bytes.isSame("id=", at: part.lowerBound), head.id == nil {
                let id = part.lowerBound + 3
                guard id < part.upperBound, bytes.isRequestID(id..<part.upperBound) else {
                    return nil
                }
                head.id = id..<part.upperBound
            } else if part.count == 9, bytes.isSame("explain=", at: part.lowerBound), !isExplainSaid
            {
                isExplainSaid = true
                switch bytes[part.upperBound - 1] {
                case UInt8(ascii: "0"): break
                case UInt8(ascii: "1"): head.isExplained = true
                default: return nil
                }
            } else {
                return nil
            }
            guard let end else { return head }
            start = end + 1
        }
    }
}

extension Span<UInt8> {
    /// Whether a line ends in CR LF; a bare LF is for another to judge.
    fileprivate func endsInPair(_ line: (content: Range<Int>, next: Int)) -> Bool {
        line.next - line.content.upperBound == 2
    }

    /// Compares bytes, case and all.
    fileprivate func isSame(_ text: StaticString, at start: Int) -> Bool {
        guard start >= 0, start + text.utf8CodeUnitCount <= count else { return false }
        return text.withUTF8Buffer { expected in
            expected.indices.allSatisfy { self[start + $0] == expected[$0] }
        }
    }

    func isRequestID(_ range: Range<Int>) -> Bool {
        (1...RequestID.maximumLength).contains(range.count)
            && range.allSatisfy { RequestID.isAllowed(self[$0]) }
    }
}

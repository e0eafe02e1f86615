import InferenceAPI

/// The header fields of a request that mean something to the hot face.
struct HotFields {
    /// Whether the body's length is known.
    private(set) var hasLength = false
    private var hasID = false

    /// False for a field that the hot face leaves to the other.
    mutating func read(
        _ bytes: Span<UInt8>, _ line: Range<Int>, into head: inout HotHead
    ) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":"), in: line) else { return false }
        let name = line.lowerBound..<colon
        guard !name.isEmpty, name.allSatisfy({ Self.isToken(bytes[$0]) }),
            (colon + 1..<line.upperBound).allSatisfy({ Self.isPlain(bytes[$0]) })
        else { return false }
        return read(bytes, name, bytes.trimmed(colon + 1..<line.upperBound), into: &head)
    }

    /// By the length of the name first: most fields are none of these.
    private mutating func read(
        _ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>, into head: inout HotHead
    ) -> Bool {
        switch name.count {
        case 14 where bytes.equals("content-length", name):
            return readLength(bytes, value, into: &head)
        case 12 where bytes.equals("content-type", name):
            return bytes.equals("application/json", value)
        case 12 where bytes.equals("x-request-id", name):
            return readID(bytes, value, into: &head)
        case 12 where bytes.equals("x-chorus-key", name):
            guard head.key == nil else { return false }
            head.key = value
        case 17 where bytes.equals("x-request-timeout", name):
            guard head.timeout == nil else { return false }
            head.timeout = value
        case 10 where bytes.equals("connection", name):
            return bytes.equals("keep-alive", value)
        case 17 where bytes.equals("transfer-encoding", name),
            16 where bytes.equals("content-encoding", name),
            7 where bytes.equals("upgrade", name), 6 where bytes.equals("expect", name):
            return false
        default: break
        }
        return true
    }

    private mutating func readLength(
        _ bytes: Span<UInt8>, _ value: Range<Int>, into head: inout HotHead
    ) -> Bool {
        guard !hasLength, let length = bytes.number(in: value) else { return false }
        hasLength = true
        head.contentLength = length
        return true
    }

    /// The id of the query goes first.
    private mutating func readID(
        _ bytes: Span<UInt8>, _ value: Range<Int>, into head: inout HotHead
    ) -> Bool {
        guard !hasID, bytes.isRequestID(value) else { return false }
        hasID = true
        head.id = head.id ?? value
        return true
    }

    /// RFC 9110, section 5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Printable ASCII and spaces; what parsers differ about, as tabs, is another's.
    private static func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }
}

import InferenceAPI

/// The header fields of a request that mean something to the hot face.
struct HotFields {
    /// Whether the body's length is known.
    private(set) var hasLength = false
    private var hasID = false
    private var hasType = false

    /// False for a field that the hot face leaves to the other. By the length of the name first: most
    /// fields are none of these.
    mutating func read(
        _ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>, into head: inout HotHead
    ) -> Bool {
        switch name.count {
        case 14 where bytes.equals("content-length", name):
            return readLength(bytes, bytes.trimmed(value), into: &head)
        case 12 where bytes.equals("content-type", name):
            return readType(bytes, bytes.trimmed(value), into: &head)
        case 12 where bytes.equals("x-request-id", name):
            return readID(bytes, bytes.trimmed(value), into: &head)
        case 12 where bytes.equals("x-chorus-key", name):
            guard head.key == nil else { return false }
            head.key = bytes.trimmed(value)
        case 31 where bytes.equals("inference-header-content-length", name):
            guard head.inferenceHeaderLength == nil,
                let length = bytes.number(in: bytes.trimmed(value))
            else { return false }
            head.inferenceHeaderLength = length
        case 17 where bytes.equals("x-request-timeout", name):
            guard head.timeout == nil else { return false }
            head.timeout = bytes.trimmed(value)
        case 10 where bytes.equals("connection", name):
            return bytes.equals("keep-alive", bytes.trimmed(value))
        case 17 where bytes.equals("transfer-encoding", name),
            16 where bytes.equals("content-encoding", name),
            7 where bytes.equals("upgrade", name), 6 where bytes.equals("expect", name):
            return false
        default: break
        }
        return true
    }

    private mutating func readType(
        _ bytes: Span<UInt8>, _ value: Range<Int>, into head: inout HotHead
    ) -> Bool {
        guard !hasType else { return false }
        hasType = true
        head.isBytes = bytes.equals("application/octet-stream", value)
        return head.isBytes || bytes.equals("application/json", value)
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
}

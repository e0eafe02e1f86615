import InferenceAPI
import NIOCore

/// Reads a chunked body (RFC 9112, section 7.1); extensions and trailers are passed over.
struct ChunkReader {
    private enum State {
        case size
        case data(remaining: Int)
        case dataEnd
        case trailers
    }

    /// Bytes that a chunk's size line or a trailer line may have.
    private static let lineBytes = 4_096

    private var state = State.size

    /// Moves what is there from `unread` to `body`; true when the last chunk has been read.
    mutating func read(
        _ unread: inout ByteBuffer, into body: inout ByteBuffer, limit: Int
    ) throws(ResponseError) -> Bool {
        while true {
            switch state {
            case .size:
                guard let size = try readSize(&unread) else { return false }
                guard body.readableBytes + size <= limit else { throw .bodyTooLarge(limit: limit) }
                state = size == 0 ? .trailers : .data(remaining: size)
            case .data(let remaining):
                guard var slice = unread.readSlice(length: min(remaining, unread.readableBytes)),
                    slice.readableBytes > 0
                else { return false }
                let left = remaining - slice.readableBytes
                body.writeBuffer(&slice)
                state = left == 0 ? .dataEnd : .data(remaining: left)
            case .dataEnd:
                guard let isEmpty = try readLine(&unread, { $0.isEmpty }) else { return false }
                guard isEmpty else { throw .malformed("chunk without an end") }
                state = .size
            case .trailers:
                guard let isEmpty = try readLine(&unread, { $0.isEmpty }) else { return false }
                if isEmpty { return true }
            }
        }
    }

    private func readSize(_ unread: inout ByteBuffer) throws(ResponseError) -> Int? {
        let digits = try readLine(&unread) { line in
            line.prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
        }
        guard let digits else { return nil }
        // At most 8 digits, so that the size cannot overflow; no sign, which `Int` would take.
        guard digits.count <= 8, digits.first != UInt8(ascii: "+"),
            digits.first != UInt8(ascii: "-"),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw .malformed("chunk size") }
        return size
    }

    private func readLine<Result>(
        _ unread: inout ByteBuffer, _ body: (ArraySlice<UInt8>) -> Result
    ) throws(ResponseError) -> Result? {
        guard let line = unread.readableBytesUInt8Span.line(from: 0) else {
            guard unread.readableBytes <= Self.lineBytes else { throw .malformed("chunk line") }
            return nil
        }
        let bytes = unread.readBytes(length: line.next) ?? []
        return body(bytes[line.content])
    }
}

import InferenceAPI
import NIOCore

/// Turns the bytes of one connection into responses, one after the other (RFC 9112, sections 6 and 7).
struct ResponseReader {
    private enum State {
        case head
        case body(ResponseHead, remaining: Int)
        case chunks(ResponseHead, ChunkReader)
        case untilClose(ResponseHead)
    }

    private let limits: UpstreamLimits
    private var state = State.head
    private var unread = ByteBuffer()
    private var body = ByteBuffer()
    private var beginning = HeadBeginning()
    private var origin: AnswerOrigin?
    /// The model's tag as it was read last.
    private var modelText: [UInt8] = []
    /// Whether the connection stays open behind the last response.
    private(set) var keepsAlive = true

    init(limits: UpstreamLimits) { self.limits = limits }

    /// True once a byte of the next response has come.
    var hasBegun: Bool {
        if case .head = state { return unread.readableBytes > 0 }
        return true
    }

    mutating func receive(_ buffer: ByteBuffer) {
        if unread.readableBytes == 0 {
            unread = buffer
        } else {
            unread.writeImmutableBuffer(buffer)
        }
    }

    /// The next response that is complete.
    mutating func next() throws(ResponseError) -> UpstreamResponse? {
        while true {
            switch state {
            case .head:
                guard let head = try readHead() else { return nil }
                try enterBody(of: head)
            case .body(let head, let remaining):
                guard take(remaining, head: head) else { return nil }
                return finish(head)
            case .chunks(let head, var chunks):
                let isComplete = try chunks.read(
                    &unread, into: &body, limit: limits.answerBytes)
                state = .chunks(head, chunks)
                guard isComplete else { return nil }
                return finish(head)
            case .untilClose:
                try takeAll()
                return nil
            }
        }
    }

    /// The response that the connection's end completes, if it is one.
    mutating func end() -> UpstreamResponse? {
        guard case .untilClose(let head) = state else { return nil }
        return finish(head)
    }

    private mutating func readHead() throws(ResponseError) -> ResponseHead? {
        while let head = try parseHead() {
            readOrigin(head)
            unread.moveReaderIndex(forwardBy: head.length)
            // Interim responses (100, 103) announce the real one.
            if head.status >= 200 { return head }
            if head.status == 101 { throw .malformed("protocol switch") }
        }
        guard unread.readableBytes <= limits.headBytes else {
            throw .headTooLarge(limit: limits.headBytes)
        }
        // What was read into is used again when nobody holds it.
        if unread.readableBytes == 0 { unread = ByteBuffer() }
        return nil
    }

    private mutating func parseHead() throws(ResponseError) -> ResponseHead? {
        // The span is of another variable, so that the beginning may be changed meanwhile.
        let bytes = unread
        return try ResponseHead.parse(bytes.readableBytesUInt8Span, &beginning)
    }

    /// Keeps the last origin while the header's bytes stay the same: no new strings per answer.
    private mutating func readOrigin(_ head: ResponseHead) {
        guard head.partial == nil, let range = head.model, !range.isEmpty else {
            modelText = []
            origin = AnswerOrigin(
                model: head.model.flatMap { ModelTag(text(in: $0)) },
                partial: head.partial.flatMap { PartialHeader(text(in: $0)) })
            return
        }
        guard !unread.readableBytesUInt8Span.isSame(modelText, as: range) else { return }
        modelText =
            unread.getBytes(at: unread.readerIndex + range.lowerBound, length: range.count) ?? []
        origin = AnswerOrigin(model: ModelTag(String(decoding: modelText, as: UTF8.self)))
    }

    private func text(in range: Range<Int>) -> String {
        unread.readableBytesUInt8Span.text(in: range)
    }

    private mutating func enterBody(of head: ResponseHead) throws(ResponseError) {
        body = ByteBuffer()
        switch head.framing {
        case .length(let length):
            guard length <= limits.answerBytes else {
                throw .bodyTooLarge(limit: limits.answerBytes)
            }
            state = .body(head, remaining: length)
        case .chunked: state = .chunks(head, ChunkReader())
        case .untilClose: state = .untilClose(head)
        }
    }

    /// Takes what is there of a body of known length; true when it is whole.
    private mutating func take(_ remaining: Int, head: ResponseHead) -> Bool {
        let length = min(remaining, unread.readableBytes)
        guard let slice = unread.readSlice(length: length) else { return false }
        if body.readableBytes == 0 { body = slice } else { body.writeImmutableBuffer(slice) }
        state = .body(head, remaining: remaining - length)
        return length == remaining
    }

    private mutating func takeAll() throws(ResponseError) {
        body.writeBuffer(&unread)
        guard body.readableBytes <= limits.answerBytes else {
            throw .bodyTooLarge(limit: limits.answerBytes)
        }
    }

    private mutating func finish(_ head: ResponseHead) -> UpstreamResponse {
        state = .head
        keepsAlive = head.keepAlive
        let response = UpstreamResponse(status: head.status, origin: origin, body: body)
        body = ByteBuffer()
        return response
    }
}

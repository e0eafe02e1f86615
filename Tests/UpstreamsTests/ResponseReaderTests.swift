import InferenceAPI
import NIOCore
import Testing

@testable import Upstreams

@Suite struct ResponseReaderTests {
    /// The bytes of a connection and what a reader makes of them.
    struct Form: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: String
        var responses: [Reading.Response] = []
        /// What the connection's end completes.
        var last: Reading.Response?

        var testDescription: String { name }
    }

    static let forms: [Form] = [
        Form(
            name: "content-length",
            bytes: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
            responses: [.init(200, "hello")]),
        Form(
            name: "bare line feeds, no reason, odd case",
            bytes: "http/1.1 200\ncontent-LENGTH:\t 2 \n\n{}", responses: [.init(200, "{}")]),
        Form(
            name: "an empty body", bytes: "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n",
            responses: [.init(500, "")]),
        Form(
            name: "chunked",
            bytes: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                + "5\r\nhello\r\n006\r\n world\r\n0\r\n\r\n",
            responses: [.init(200, "hello world")]),
        Form(
            name: "chunked with extensions and trailers",
            bytes: "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
                + "A;a=\"b\"\r\n0123456789\r\n1 ; x\r\n!\r\n0;last\r\nx-sum: 1\r\ny: 2\r\n\r\n",
            responses: [.init(200, "0123456789!")]),
        Form(
            name: "interim responses before the real one",
            bytes: "HTTP/1.1 100 Continue\r\nx-chorus-model: no@0123456789abcdef\r\n\r\n"
                + "HTTP/1.1 103 Early\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok",
            responses: [.init(200, "ok")]),
        Form(
            name: "no content",
            bytes: "HTTP/1.1 204 No Content\r\n\r\n", responses: [.init(204, "")]),
        Form(
            name: "the end of the connection",
            bytes: "HTTP/1.1 200 OK\r\n\r\nuntil the end", last: .init(200, "until the end", false)),
        Form(
            name: "HTTP/1.0", bytes: "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
            responses: [.init(200, "ok", false)]),
        Form(
            name: "HTTP/1.0 kept alive",
            bytes: "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\ncontent-length: 2\r\n\r\nok",
            responses: [.init(200, "ok")]),
        Form(
            name: "a connection to be closed",
            bytes: "HTTP/1.1 200 OK\r\nConnection: close\r\ncontent-length: 2\r\n\r\nok",
            responses: [.init(200, "ok", false)]),
        Form(
            name: "a model",
            bytes: "HTTP/1.1 200 OK\r\nX-Chorus-Model: svc@0123456789abcdef\r\n"
                + "content-length: 2\r\n\r\nok",
            responses: [.init(200, "ok", true, "svc@0123456789abcdef")]),
        Form(
            name: "the same length twice",
            bytes: "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 2\r\n\r\nok",
            responses: [.init(200, "ok")]),
        Form(name: "an incomplete body", bytes: "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhell"),
        Form(name: "an incomplete head", bytes: "HTTP/1.1 200 OK\r\ncontent-le"),
    ]

    @Test("a response is read the same, wherever its bytes are split", arguments: forms)
    func everySplit(_ form: Form) throws {
        let bytes = Array(form.bytes.utf8)
        for split in 0...bytes.count {
            let reading = Reading(of: [bytes[..<split], bytes[split...]])

            #expect(reading.responses == form.responses, "split at \(split)")
            #expect(reading.last == form.last, "split at \(split)")
            #expect(reading.error == nil, "split at \(split)")
        }
    }

    @Test("a response is read the same, byte by byte", arguments: forms)
    func byteByByte(_ form: Form) {
        let reading = Reading(of: form.bytes.utf8.map { [$0] })

        #expect(reading.responses == form.responses)
        #expect(reading.last == form.last)
        #expect(reading.error == nil)
    }

    @Test("two responses in one buffer are two")
    func twoResponses() {
        let one = "HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n"
        let reading = Reading(of: [Array("\(one)a\(one)b".utf8)])

        #expect(reading.responses == [.init(200, "a"), .init(200, "b")])
    }

    @Test("a reader has begun with the first byte of an answer and rests at its end")
    func hasBegun() throws {
        var reader = ResponseReader(limits: UpstreamLimits())
        #expect(!reader.hasBegun)

        reader.receive(ByteBuffer(string: "H"))
        #expect(reader.hasBegun)

        reader.receive(ByteBuffer(string: "TTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na"))
        _ = try reader.next()
        #expect(!reader.hasBegun)
        #expect(reader.end() == nil)
    }
}

import InferenceAPI
import NIOCore
import NIOEmbedded
import NIOHTTP1
import Testing

@testable import Serving

@Suite struct HotHeadTests {
    static let routes = ["/predict", "/predict/label"].map { Array($0.utf8) }

    static let plain = """
        POST /predict?id=a-1 HTTP/1.1\r
        Host: chorus:8000\r
        User-Agent: curl/7.88.1\r
        accept: */*\r
        Content-Type: application/json\r
        Content-Length: 3\r
        X-Request-Timeout: 250\r
        Connection: keep-alive\r
        \r
        {}\n
        """

    @Test("the plain form of a request is understood")
    func plainForm() {
        let bytes = Array(Self.plain.utf8)

        guard case .head(let head) = Self.scan(bytes) else {
            Issue.record("it is not claimed")
            return
        }

        #expect(head.route == 0)
        #expect(head.length == bytes.count - 3)
        #expect(head.contentLength == 3)
        #expect(head.id.map { String(decoding: bytes[$0], as: UTF8.self) } == "a-1")
        #expect(head.timeout.map { String(decoding: bytes[$0], as: UTF8.self) } == "250")
    }

    @Test(
        "whether the answer is to be explained stands in the query, with the id or without",
        arguments: [
            ("?explain=1", true, nil), ("?explain=0", false, nil), ("?explain=1&id=b", true, "b"),
            ("?id=b&explain=1", true, "b"), ("?id=explain", false, "explain"),
        ] as [(String, Bool, String?)])
    func explain(query: String, isExplained: Bool, id: String?) throws {
        let bytes = Array(Self.replaced(Self.plain, "?id=a-1", query).utf8)

        guard case .head(let head) = Self.scan(bytes) else {
            Issue.record("it is not claimed")
            return
        }

        #expect(head.isExplained == isExplained)
        #expect(head.id.map { String(decoding: bytes[$0], as: UTF8.self) } == id)
    }

    @Test("a head that is cut anywhere is awaited")
    func cuts() {
        let bytes = Array(Self.plain.utf8)

        for length in 0..<bytes.count - 3 {
            #expect(
                Self.scan(Array(bytes[..<length])) == .incomplete,
                "\(length) bytes")
        }
    }

    @Test(
        "what is not the plain form is another's",
        arguments: [
            ("POST /predict", "GET /predict"), ("POST /predict", "post /predict"),
            ("POST /predict", "POST /predictor"), ("POST /predict", "POST  /predict"),
            ("/predict?id=a-1", "/predict/"), ("/predict?id=a-1", "/predict?"),
            ("?id=a-1", "?id="), ("?id=a-1", "?id=a%31"), ("?id=a-1", "?id=a&id=b"),
            ("?id=a-1", "?id=a&"), ("?id=a-1", "?explain=2"), ("?id=a-1", "?explain=01"),
            ("?id=a-1", "?explain=1&explain=1"), ("?id=a-1", "?explain=1&key=a"),
            ("?id=a-1", "?ID=a"), ("?id=a-1", "?id=\(String(repeating: "a", count: 65))"),
            ("HTTP/1.1", "HTTP/1.0"), ("HTTP/1.1", "http/1.1"), ("HTTP/1.1\r\n", "HTTP/1.1\n"),
            ("accept: */*\r\n", "accept: */*\n"), ("accept: */*", "accept */*"),
            ("accept: */*", "accept : */*"), ("accept: */*", " accept: */*"),
            ("accept: */*", ": */*"), ("accept: */*", "accept: \u{1}"),
            ("accept: */*", "accept: é"), ("accept: */*", "transfer-encoding: chunked"),
            ("accept: */*", "Transfer-Encoding: identity"), ("accept: */*", "expect: 100-continue"),
            ("accept: */*", "upgrade: h2c"), ("accept: */*", "content-encoding: gzip"),
            ("accept: */*", "content-length: 3"), ("accept: */*", "x-request-timeout: 9"),
            ("Length: 3", "Length: 3, 3"), ("Length: 3", "Length: +3"), ("Length: 3", "Length: "),
            ("Length: 3", "Length: 0x3"), ("Content-Length: 3\r\n", ""),
            ("application/json", "text/plain"), ("application/json", "application/json;q=1"),
            ("keep-alive", "close"), ("keep-alive", "keep-alive, upgrade"),
        ])
    func foreign(part: String, other: String) {
        let text = Self.replaced(Self.plain, part, other)

        #expect(Self.scan(Array(text.utf8)) == .foreign)
    }

    @Test("a request with too many fields is another's")
    func manyFields() {
        let fields = String(repeating: "a: b\r\n", count: HotHead.mostFields)
        let text = Self.replaced(Self.plain, "accept: */*\r\n", fields)

        #expect(Self.scan(Array(text.utf8)) == .foreign)
    }

    /// What is claimed must be one request for the parser behind too, with the same parts: else a
    /// client could hide a request from the one in the body of the other's.
    @Test("whatever is claimed, NIO's decoder reads alike")
    func claimsAreSound() throws {
        var random = SplitMix64(seed: 7)
        var claimed = 0
        for _ in 0..<20_000 {
            let bytes = Self.mutated(Array(Self.plain.utf8), using: &random)
            guard case .head(let head) = Self.scan(bytes),
                bytes.count >= head.length + head.contentLength
            else { continue }
            claimed += 1
            let request = Array(bytes[..<(head.length + head.contentLength)])
            let read = try Decoded(request)
            let path = ["/predict", "/predict/label"][head.route]
            #expect(read.method == .POST)
            #expect(read.path == path)
            #expect(read.body == Array(request[head.length...]))
            #expect(read.isEnded && !read.hasMore)
        }
        #expect(claimed > 1_000)
    }

    private static func scan(_ bytes: [UInt8]) -> HotHead.Scan {
        HotHead.scan(bytes.span, routes: routes)
    }

    private static func replaced(_ text: String, _ part: String, _ other: String) -> String {
        text.replacing(part, with: other, maxReplacements: 1)
    }

    /// One to three bytes changed, dropped, doubled, or swapped for others that mean something.
    private static func mutated(_ bytes: [UInt8], using random: inout SplitMix64) -> [UInt8] {
        var bytes = bytes
        let words = ["\r\n", "\n", ":", " ", "\t", "0", "9", ",", "Content-Length: 1\r\n", "\0"]
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let place = Int.random(in: bytes.indices, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[place], at: place)
            default:
                bytes.insert(
                    contentsOf: words.randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
            }
        }
        return bytes
    }
}

/// A request as NIO's decoder reads it.
private struct Decoded {
    var method: HTTPMethod?
    var path = ""
    var body: [UInt8] = []
    var isEnded = false
    var hasMore = false

    init(_ bytes: [UInt8]) throws {
        let channel = EmbeddedChannel(
            handler: ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)))
        try channel.writeInbound(ByteBuffer(bytes: bytes))
        while let part = try channel.readInbound(as: HTTPServerRequestPart.self) {
            guard !isEnded else {
                hasMore = true
                break
            }
            switch part {
            case .head(let head):
                method = head.method
                path = String(head.uri.prefix { $0 != "?" })
            case .body(let buffer): body += buffer.readableBytesView
            case .end: isEnded = true
            }
        }
        _ = try? channel.finish(acceptAlreadyClosed: true)
    }
}

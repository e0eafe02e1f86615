import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct HeadBeginningTests {
    private static let first = ["HTTP/1.1 200 OK", "HTTP/1.0 200 OK", "HTTP/1.1 503 No", "HTTP"]
    private static let fields = [
        "Content-Type: application/json", "Content-Length: 5", "content-length: 77",
        "Connection: close", "connection: keep-alive", "Transfer-Encoding: chunked",
        "X-Chorus-Model: iris@0123456789abcdef", "X-Chorus-Model: other@0123456789abcdef",
        "X-Chorus-Partial: setosa;timeout", "Date: Mon, 01 Jan 2024 00:00:00 GMT",
        "X-Request-ID: a", "x-request-id: b", "no colon",
        "Server: \(String(repeating: "s", count: 2_000))",
    ]

    @Test("heads of one connection are read as each would be alone")
    func alike() {
        var random = SplitMix64(seed: 7)
        var heads: [[UInt8]] = []
        for _ in 0..<5_000 {
            // Every other head is one that came before: then its beginning is known.
            if let known = heads.suffix(3).randomElement(using: &random),
                Bool.random(using: &random)
            {
                heads.append(known)
                continue
            }
            let count = Int.random(in: 0...5, using: &random)
            var lines = [Self.first.randomElement(using: &random) ?? ""]
            lines += (0..<count).compactMap { _ in Self.fields.randomElement(using: &random) }
            var bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\nrest").utf8)
            if Int.random(in: 0..<8, using: &random) == 0 {
                bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
            }
            heads.append(bytes)
        }
        var beginning = HeadBeginning()

        for head in heads {
            var nothing = HeadBeginning()
            let alone = Result { try ResponseHead.parse(head.span, &nothing) }
            let behind = Result { try ResponseHead.parse(head.span, &beginning) }

            #expect(
                Self.words(alone) == Self.words(behind), "\(String(decoding: head, as: UTF8.self))")
        }
    }

    private static func words(_ result: Result<ResponseHead?, any Error>) -> String {
        switch result {
        case .success(let head): head.map { "\($0)" } ?? "incomplete"
        case .failure(let error): "\(error)"
        }
    }

    @Test("an answer has its own model though its head begins like one with another")
    func models() throws {
        let reading = Reading(of: [
            Array(
                ["iris", "iris", "other", "iris"].map {
                    "HTTP/1.1 200 OK\r\nX-Chorus-Model: \($0)@0123456789abcdef\r\n"
                        + "content-length: 1\r\n\r\nx"
                }.joined().utf8)
        ])

        #expect(
            reading.responses.map(\.model)
                == ["iris", "iris", "other", "iris"].map {
                    "\($0)@0123456789abcdef"
                })
    }
}

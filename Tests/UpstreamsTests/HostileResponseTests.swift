import NIOCore
import Testing

@testable import Upstreams

@Suite struct HostileResponseTests {
    static let ok = "HTTP/1.1 200 OK\r\n"
    static let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"

    /// Bytes that are no response, and what is wrong with them.
    struct Attack: Sendable, CustomTestStringConvertible {
        let text: String
        let reason: String

        init(_ text: String, _ reason: String) { (self.text, self.reason) = (text, reason) }

        /// On one line and short, whatever the attack.
        var testDescription: String {
            let line = text.dropFirst(text.hasPrefix(ok) ? ok.count : 0).prefix(50)
            return "\(reason): \(line.split { $0.isNewline }.joined(separator: " | "))"
        }
    }

    static let malformed: [Attack] = [
        .init("SSH-2.0-OpenSSH_9.2\r\n", "status line"),
        .init("HTTP/2 200 OK\r\n", "status line"),
        .init("HTTP/1.1 20 OK\r\n", "status line"),
        .init("HTTP/1.1 099 OK\r\n", "status line"),
        .init("HTTP/1.1 2000 OK\r\n", "status line"),
        .init("HTTP/1.1 2x0 OK\r\n", "status line"),
        .init("\r\nHTTP/1.1 200 OK\r\n", "status line"),
        .init("HTTP/1.1 101 Switching\r\n\r\n", "protocol switch"),
        .init("\(ok)no colon\r\n\r\n", "header field without a colon"),
        .init("\(ok)content-length: -1\r\n\r\n", "content-length"),
        .init("\(ok)content-length: +1\r\n\r\n", "content-length"),
        .init("\(ok)content-length:\r\n\r\n", "content-length"),
        .init("\(ok)content-length: 1, 1\r\n\r\n", "content-length"),
        .init("\(ok)content-length: 1\r\ncontent-length: 2\r\n\r\n", "content-length"),
        .init("\(ok)content-length: 9999999999999999999\r\n\r\n", "content-length"),
        .init("\(ok)transfer-encoding: gzip, chunked\r\n\r\n", "transfer-encoding"),
        .init(
            "\(ok)content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n",
            "both content-length and chunked"),
        .init("\(chunked)\r\n", "chunk size"),
        .init("\(chunked)x\r\n", "chunk size"),
        .init("\(chunked)+1\r\na\r\n", "chunk size"),
        .init("\(chunked)-0\r\n", "chunk size"),
        .init("\(chunked)123456789\r\n", "chunk size"),
        .init("\(chunked)1\r\nab\r\n", "chunk without an end"),
        .init(chunked + String(repeating: "1", count: 5_000), "chunk line"),
    ]

    @Test("what is not HTTP/1.1 is refused by name, wherever it is split", arguments: malformed)
    func refuses(_ attack: Attack) {
        let bytes = Array(attack.text.utf8)
        for split in [0, 1, bytes.count / 2, bytes.count - 1] {
            let reading = Reading(of: [bytes[..<split], bytes[split...]])

            #expect(reading.error == .malformed(attack.reason), "split at \(split)")
            #expect(reading.responses.isEmpty)
        }
    }

    static let small: UpstreamLimits = {
        var limits = UpstreamLimits()
        (limits.answerBytes, limits.headBytes) = (8, 64)
        return limits
    }()

    @Test(
        "a body over the limit is refused before it is kept",
        arguments: [
            "\(ok)content-length: 9\r\n\r\n", "\(chunked)9\r\n", "\(chunked)8\r\n12345678\r\n1\r\n",
            "\(chunked)ffffffff\r\n", "\(ok)\r\n123456789",
        ])
    func bodyTooLarge(text: String) {
        let reading = Reading(of: [Array(text.utf8)], limits: Self.small)

        #expect(reading.error == .bodyTooLarge(limit: 8))
    }

    @Test(
        "a body at the limit is kept",
        arguments: [
            "\(ok)content-length: 8\r\n\r\n12345678",
            "\(chunked)7\r\n1234567\r\n1\r\n8\r\n0\r\n\r\n", "\(ok)\r\n12345678",
        ])
    func bodyAtLimit(text: String) {
        let reading = Reading(of: [Array(text.utf8)], limits: Self.small)

        #expect((reading.responses.first ?? reading.last)?.body == "12345678")
    }

    @Test("a head that does not end is refused at its limit")
    func headTooLarge() {
        let endless = Array(Self.ok.utf8) + Array(repeating: UInt8(ascii: "x"), count: 64)

        let reading = Reading(of: endless.map { [$0] }, limits: Self.small)

        #expect(reading.error == .headTooLarge(limit: 64))
    }
}

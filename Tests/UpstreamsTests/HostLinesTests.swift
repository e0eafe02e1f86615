import Testing

@testable import Upstreams

@Suite struct HostLinesTests {
    @Test("a host's lines say the milliseconds that remain, at least one")
    func hostLines() {
        var host = HostLines(authority: "setosa:8000")

        let lines = [1_499_999_999, 1_499_000_001, 12, 1_500_000_000].map {
            String(decoding: host.bytes(remaining: $0), as: UTF8.self)
        }

        #expect(
            lines
                == ["1499", "1499", "1", "1500"].map {
                    "setosa:8000\r\nx-request-timeout: \($0)"
                })
    }
}

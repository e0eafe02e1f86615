import Testing
import Upstreams

@Suite struct MemberAddressTests {
    static let good: [(String, MemberAddress, String)] = [
        ("setosa:8000", .tcp(host: "setosa", port: 8_000), "setosa:8000"),
        ("http://setosa:8000", .tcp(host: "setosa", port: 8_000), "setosa:8000"),
        ("http://setosa:8000/", .tcp(host: "setosa", port: 8_000), "setosa:8000"),
        ("service_setosa:8000", .tcp(host: "service_setosa", port: 8_000), "service_setosa:8000"),
        ("a.b-c.svc", .tcp(host: "a.b-c.svc", port: 80), "a.b-c.svc:80"),
        ("10.0.0.1:1", .tcp(host: "10.0.0.1", port: 1), "10.0.0.1:1"),
        ("Host:65535", .tcp(host: "Host", port: 65_535), "Host:65535"),
        ("[::1]:8000", .tcp(host: "::1", port: 8_000), "[::1]:8000"),
        ("[::1]", .tcp(host: "::1", port: 80), "[::1]:80"),
        ("http://[fe80::1%eth0]:9/", .tcp(host: "fe80::1%eth0", port: 9), "[fe80::1%eth0]:9"),
        ("unix:/run/setosa.sock", .unix(path: "/run/setosa.sock"), "localhost"),
    ]

    @Test("addresses are read, and written as the Host header has them", arguments: good)
    func reads(text: String, address: MemberAddress, authority: String) throws {
        let read = try MemberAddress(parsing: text)

        #expect(read == address)
        #expect(read.authority == authority)
    }

    @Test(
        "anything else is refused with its text",
        arguments: [
            "", ":8000", "host:", "host:0", "host:65536", "host:-1", "host:+80", "host:80x",
            "host:8000/path", "ho st:80", "user@host:80", "höst:80", "ftp://host:80", "http://",
            "::1", "::1:8000", "[::1", "[::1]8000", "[::1]x8000", "[::1]:", "[]:80", "[h", "a:b:1",
            "unix:", "unix:relative.sock", "host:99999999999999999999",
        ])
    func refuses(text: String) {
        #expect(throws: AddressError.malformed(text)) { try MemberAddress(parsing: text) }
    }

    @Test("TLS is refused by name")
    func refusesTLS() {
        #expect(throws: AddressError.tlsNotSupported("https://host:443")) {
            try MemberAddress(parsing: "https://host:443")
        }
    }

    @Test("a socket's path fits sockaddr_un with its terminating zero", arguments: [107, 108])
    func socketPathLength(length: Int) {
        let path = "/" + String(repeating: "s", count: length - 1)

        let address = try? MemberAddress(parsing: "unix:\(path)")

        #expect(address == (length < 108 ? .unix(path: path) : nil))
    }
}

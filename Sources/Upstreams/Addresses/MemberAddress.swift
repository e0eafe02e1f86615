/// Where a member listens, as configuration writes it: `host:port`, `http://host:port`, `unix:/path`.
///
/// A host may be any name that the resolver knows, underscores included (`service_setosa`).
public enum MemberAddress: Sendable, Hashable {
    case tcp(host: String, port: Int)
    case unix(path: String)

    /// The value of the `Host` header.
    public var authority: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix: "localhost"
        }
    }

    public init(parsing text: String) throws(AddressError) {
        if text.hasPrefix("unix:") {
            self = try Self.unixAddress(String(text.dropFirst(5)), from: text)
        } else if text.hasPrefix("https://") {
            throw .tlsNotSupported(text)
        } else {
            self = try Self.tcpAddress(text)
        }
    }

    /// The address and the path behind it, under which the member's API begins: empty, or with a slash in
    /// front and none at the end.
    public static func split(
        _ text: String
    ) throws(AddressError) -> (address: MemberAddress, path: String) {
        let scheme = "http://"
        guard text.hasPrefix(scheme),
            let slash = text.dropFirst(scheme.count).firstIndex(of: "/")
        else { return (try MemberAddress(parsing: text), "") }
        var path = text[slash...]
        while path.hasSuffix("/") { path.removeLast() }
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"?#\"\\".utf8.contains($0) }) else {
            throw .malformed(text)
        }
        return (try MemberAddress(parsing: String(text[..<slash])), String(path))
    }

    private static func unixAddress(_ path: String, from text: String) throws(AddressError) -> Self
    {
        // sockaddr_un holds 108 bytes, the terminating zero among them.
        guard path.hasPrefix("/"), path.utf8.count < 108 else { throw .malformed(text) }
        return .unix(path: path)
    }

    private static func tcpAddress(_ text: String) throws(AddressError) -> Self {
        var rest = Substring(text)
        if rest.hasPrefix("http://") { rest = rest.dropFirst(7) }
        if rest.hasSuffix("/") { rest = rest.dropLast() }
        guard let (host, port) = split(rest), !host.isEmpty, host.utf8.allSatisfy(isHostByte) else {
            throw .malformed(text)
        }
        guard port.utf8.allSatisfy(isDigit), let number = Int(port),
            (1...65_535).contains(number)
        else { throw .malformed(text) }
        return .tcp(host: String(host), port: number)
    }

    /// Host and port; an IPv6 host stands in brackets, as elsewhere the first colon ends the host.
    private static func split(_ text: Substring) -> (host: Substring, port: Substring)? {
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            let after = text[text.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            let host = text[text.index(after: text.startIndex)..<end]
            return (host, after.isEmpty ? "80" : after.dropFirst())
        }
        guard let colon = text.firstIndex(of: ":") else { return (text, "80") }
        return (text[..<colon], text[text.index(after: colon)...])
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "%"):
            true
        default: false
        }
    }
}

extension MemberAddress: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tcp: "http://\(authority)"
        case .unix(let path): "unix:\(path)"
        }
    }
}

public enum AddressError: Error, Sendable, Equatable, CustomStringConvertible {
    case malformed(String)
    case tlsNotSupported(String)
    case differentPaths(String, String)

    public var description: String {
        switch self {
        case .malformed(let text):
            "\"\(text)\" is not an address; write host:port, http://host:port or unix:/path."
        case .differentPaths(let one, let other):
            "Addresses of one service must have the same path, not \"\(one)\" and \"\(other)\"."
        case .tlsNotSupported(let text):
            "\"\(text)\" asks for TLS, which members cannot be reached by; write http://host:port."
        }
    }
}

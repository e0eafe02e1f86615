/// What a load is put on: an address and a path on it.
public struct LoadTarget: Equatable, Sendable {
    public let address: MemberAddress
    /// Begins with a slash.
    public let path: String

    /// Reads `http://host:port[/path]` or `unix:/socket`; without a path it is `/predict`.
    public init(parsing text: String) throws(AddressError) {
        var base = Substring(text)
        var path: Substring = ""
        let scheme = "http://"
        if text.hasPrefix(scheme),
            let slash = text.dropFirst(scheme.count).firstIndex(of: "/")
        {
            (base, path) = (text[..<slash], text[slash...])
        }
        guard path.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else { throw .malformed(text) }
        address = try MemberAddress(parsing: String(base))
        self.path = path.isEmpty || path == "/" ? "/predict" : String(path)
    }

    /// Whether a text is meant as one, rather than as a file's path.
    public static func isURL(_ text: String) -> Bool {
        text.contains("://") || text.hasPrefix("unix:")
    }
}

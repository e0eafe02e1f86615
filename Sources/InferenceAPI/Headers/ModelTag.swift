/// The value of `X-Chorus-Model`: which model, in which exact form, gave an answer.
///
/// Written `<name>@<checksum>`, the checksum being the first 16 hexadecimal characters of the
/// SHA-256 of the weight file.
public struct ModelTag: Hashable, Sendable {
    public static let checksumLength = 16

    public let name: String
    /// 16 lower-case hexadecimal characters.
    public let checksum: String

    /// - Parameter checksum: at least 16 hexadecimal characters; more are cut off.
    public init?(name: String, checksum: String) {
        let short = checksum.prefix(Self.checksumLength).lowercased()
        guard !name.isEmpty, name.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            short.utf8.count == Self.checksumLength,
            short.utf8.allSatisfy(Self.isHexadecimal)
        else { return nil }
        self.name = name
        self.checksum = short
    }

    /// Reads a header's value; the name may hold `@` itself.
    public init?(_ text: String) {
        guard let at = text.lastIndex(of: "@") else { return nil }
        let checksum = text[text.index(after: at)...]
        guard checksum.utf8.count == Self.checksumLength else { return nil }
        self.init(name: String(text[..<at]), checksum: String(checksum))
    }

    public var text: String { "\(name)@\(checksum)" }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}

extension ModelTag: CustomStringConvertible {
    public var description: String { text }
}

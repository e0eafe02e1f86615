/// The id of a request (the job id of the book): sent to every service, on every log line.
public struct RequestID: Hashable, Sendable {
    /// Characters of an id at most.
    public static let maximumLength = 64

    public let text: String

    /// Takes an id of a client where it matches `[A-Za-z0-9._-]{1,64}`.
    public init?(_ text: some StringProtocol) {
        let bytes = text.utf8
        guard !bytes.isEmpty, bytes.prefix(Self.maximumLength + 1).count <= Self.maximumLength,
            bytes.allSatisfy(Self.isAllowed)
        else { return nil }
        self.text = String(text)
    }

    /// - Precondition: all of it is allowed, and not too long.
    package init(checked text: String) { self.text = text }

    /// Makes an id of six lower-case hexadecimal characters.
    public static func make(using generator: inout some RandomNumberGenerator) -> RequestID {
        let bits = generator.next() as UInt64
        let digits = stride(from: 20, through: 0, by: -4).map { shift in
            JSONText.hexadecimal(UInt8(truncatingIfNeeded: bits >> UInt64(shift)) & 0x0F)
        }
        return RequestID(checked: String(decoding: digits, as: UTF8.self))
    }

    package static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "-"):
            true
        default: false
        }
    }
}

extension RequestID: CustomStringConvertible {
    public var description: String { text }
}

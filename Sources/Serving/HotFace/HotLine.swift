import InferenceAPI

/// One line of a request's head behind the first, as strictly as the hot face reads: read once, from its
/// first byte to its end.
enum HotLine: Equatable {
    /// More bytes must come.
    case incomplete
    /// Something that is another's to understand, or to refuse.
    case foreign
    /// The empty line behind the fields; `next` is the first byte of the body.
    case end(next: Int)
    /// The value may have spaces around it.
    case field(name: Range<Int>, value: Range<Int>, next: Int)

    static func read(_ bytes: Span<UInt8>, from start: Int) -> HotLine {
        var index = start
        while index < bytes.count, Self.isToken(bytes[index]) { index += 1 }
        let colon = index
        if colon < bytes.count, colon > start {
            guard bytes[colon] == UInt8(ascii: ":") else { return .foreign }
            index += 1
            while index < bytes.count, Self.isPlain(bytes[index]) { index += 1 }
        }
        // What ends the line is CR LF; a bare LF is for another to judge.
        guard index < bytes.count else { return .incomplete }
        guard bytes[index] == 0x0D else { return .foreign }
        guard index + 1 < bytes.count else { return .incomplete }
        guard bytes[index + 1] == 0x0A else { return .foreign }
        return colon == start
            ? .end(next: index + 2)
            : .field(name: start..<colon, value: colon + 1..<index, next: index + 2)
    }

    /// Letters, digits, `-` and `_`, of what RFC 9110, section 5.6.2, allows: a bit for each.
    private static func isToken(_ byte: UInt8) -> Bool {
        let low: UInt64 = 0x03FF_2000_0000_0000
        let high: UInt64 = 0x07FF_FFFE_87FF_FFFE
        let bits = byte < 64 ? low : byte < 128 ? high : 0
        return bits &>> UInt64(byte & 63) & 1 == 1
    }

    /// Printable ASCII and spaces; what parsers differ about, as tabs, is another's.
    private static func isPlain(_ byte: UInt8) -> Bool { byte &- 0x20 < 0x7F - 0x20 }
}

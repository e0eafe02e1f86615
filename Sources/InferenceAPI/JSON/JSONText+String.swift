extension JSONText {
    /// Appends a string in quotes; quotes, backslashes and control characters are escaped,
    /// all other text stands as UTF-8.
    public static func string(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): raw("\\\"", to: &bytes)
            case UInt8(ascii: "\\"): raw("\\\\", to: &bytes)
            case 0x0A: raw("\\n", to: &bytes)
            case 0x0D: raw("\\r", to: &bytes)
            case 0x09: raw("\\t", to: &bytes)
            case 0x08: raw("\\b", to: &bytes)
            case 0x0C: raw("\\f", to: &bytes)
            case 0..<0x20, 0x7F: unicodeEscape(byte, to: &bytes)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func unicodeEscape(_ byte: UInt8, to bytes: inout [UInt8]) {
        raw("\\u00", to: &bytes)
        bytes.append(hexadecimal(byte >> 4))
        bytes.append(hexadecimal(byte & 0x0F))
    }

    /// The lower-case digit of a value below 16.
    static func hexadecimal(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
    }
}

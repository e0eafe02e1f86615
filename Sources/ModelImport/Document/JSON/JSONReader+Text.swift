extension JSONReader {
    /// A string with its escapes resolved.
    mutating func text() throws(ImportFault) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while let byte = reader.next() {
            switch byte {
            case 0x22:
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw reader.fault("which ends a string that is not UTF-8")
                }
                return string
            case 0x5C: try text.append(contentsOf: escape())
            case 0..<0x20: throw reader.fault("after a control character in a string")
            default: text.append(byte)
            }
        }
        throw reader.fault("where a string does not end")
    }

    /// The UTF-8 of the escape whose backslash was just read.
    private mutating func escape() throws(ImportFault) -> [UInt8] {
        switch reader.next() {
        case let kind? where [0x22, 0x5C, 0x2F].contains(kind): return [kind]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75: return Array(String(Character(try scalar())).utf8)
        default: throw reader.fault("after an unknown escape")
        }
    }

    /// The character of `\uXXXX`, or of two of them that are a surrogate pair.
    private mutating func scalar() throws(ImportFault) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, reader.next() == 0x5C, reader.next() == 0x75 else {
            throw reader.fault("after half of a surrogate pair")
        }
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw reader.fault("after half of a surrogate pair") }
        return scalar
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws(ImportFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = reader.next(),
                let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw reader.fault("where four hexadecimal digits are expected") }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

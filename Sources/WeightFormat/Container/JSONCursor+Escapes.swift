extension JSONCursor {
    /// The UTF-8 of the escape whose backslash was just read.
    mutating func escape() throws(WeightFault) -> [UInt8] {
        guard let kind = next() else { throw fault("where a string does not end") }
        switch kind {
        case 0x22, 0x5C, 0x2F: return [kind]
        case 0x62: return [0x08]
        case 0x66: return [0x0C]
        case 0x6E: return [0x0A]
        case 0x72: return [0x0D]
        case 0x74: return [0x09]
        case 0x75: return Array(String(Character(try scalar())).utf8)
        default: throw fault("after an unknown escape")
        }
    }

    /// The character of `\uXXXX`, or of two of them that are a surrogate pair.
    private mutating func scalar() throws(WeightFault) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, next() == 0x5C, next() == 0x75 else {
            throw fault("after half of a surrogate pair")
        }
        let second = try unit()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw fault("after half of a surrogate pair") }
        return scalar
    }

    /// Four hexadecimal digits.
    private mutating func unit() throws(WeightFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue
            else { throw fault("where four hexadecimal digits are expected") }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}

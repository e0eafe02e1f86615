extension JSONCursor {
    /// Takes one character of two to four bytes.
    ///
    /// The ranges are those of table 3-7 of the Unicode standard: no overlong forms, no
    /// surrogates, nothing above U+10FFFF.
    mutating func skipUTF8() throws(Failure) {
        let length: Int
        let second: ClosedRange<UInt8>
        switch byte() {
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: throw failure(.badUTF8)
        }
        guard second.contains(byte(ahead: 1)) else { throw failure(.badUTF8) }
        for distance in 2..<max(length, 2) where byte(ahead: distance) & 0xC0 != 0x80 {
            throw failure(.badUTF8)
        }
        advance(by: length)
    }
}

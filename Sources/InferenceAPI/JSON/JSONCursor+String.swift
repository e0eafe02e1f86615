extension JSONCursor {
    /// Takes a string, checks it wholly, and says whether it held an escape.
    mutating func skipString() throws(Failure) -> Bool {
        guard take(UInt8(ascii: "\"")) else { throw failure(.expectedValue) }
        var escaped = false
        while true {
            switch byte() {
            case UInt8(ascii: "\""):
                advance()
                return escaped
            case UInt8(ascii: "\\"):
                _ = try escape()
                escaped = true
            case 0x20..<0x80:
                advance()
            case 0x80...:
                try skipUTF8()
            default:
                throw failure(.controlCharacter)
            }
        }
    }

    /// Takes a string and answers its text.
    mutating func string() throws(Failure) -> String {
        let start = position
        guard try skipString() else { return text(from: start + 1, to: position - 1) }
        rewind(to: start + 1)
        var text = ""
        while byte() != UInt8(ascii: "\"") {
            if byte() == UInt8(ascii: "\\") {
                text.unicodeScalars.append(try escape())
                continue
            }
            let plain = position
            while byte() != UInt8(ascii: "\""), byte() != UInt8(ascii: "\\") { advance() }
            text += self.text(from: plain, to: position)
        }
        advance()
        return text
    }

    /// Takes one escape, surrogate pairs as one scalar.
    private mutating func escape() throws(Failure) -> Unicode.Scalar {
        let letter = byte(ahead: 1)
        guard letter == UInt8(ascii: "u") else {
            let scalar = try simpleEscape(letter)
            advance(by: 2)
            return scalar
        }
        let high = try hexadecimal(ahead: 2)
        if let scalar = Unicode.Scalar(high) {
            advance(by: 6)
            return scalar
        }
        guard high < 0xDC00, byte(ahead: 6) == UInt8(ascii: "\\"),
            byte(ahead: 7) == UInt8(ascii: "u")
        else { throw failure(.loneSurrogate) }
        let low = try hexadecimal(ahead: 8)
        guard low >= 0xDC00, low <= 0xDFFF,
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw failure(.loneSurrogate) }
        advance(by: 12)
        return scalar
    }

    private func simpleEscape(_ letter: UInt8) throws(Failure) -> Unicode.Scalar {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): Unicode.Scalar(letter)
        case UInt8(ascii: "b"): "\u{8}"
        case UInt8(ascii: "f"): "\u{C}"
        case UInt8(ascii: "n"): "\n"
        case UInt8(ascii: "r"): "\r"
        case UInt8(ascii: "t"): "\t"
        default: throw failure(.badEscape)
        }
    }

    /// The number that four hexadecimal digits write.
    private func hexadecimal(ahead distance: Int) throws(Failure) -> UInt32 {
        var value: UInt32 = 0
        for index in distance..<distance + 4 {
            let digit = byte(ahead: index)
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(digit & 0x0F)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                value = value << 4 | UInt32(digit & 0x0F + 9)
            default: throw failure(.badEscape)
            }
        }
        return value
    }
}

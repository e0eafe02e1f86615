extension JSONCursor {
    /// The error at this place; at the end of the text it is always that the text ends too early.
    func failure(_ reason: JSONReason) -> Failure {
        .notJSON(offset: position, reason: isAtEnd ? .endOfText : reason)
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while byte() <= 0x20 {
            switch byte() {
            case 0x20, 0x09, 0x0A, 0x0D: advance()
            default: return
            }
        }
    }

    /// Takes the byte if it stands next.
    @inline(__always)
    mutating func take(_ expected: UInt8) -> Bool {
        guard byte() == expected else { return false }
        advance()
        return true
    }

    /// Takes an ASCII word such as `null` if it stands next.
    mutating func take(word: StaticString) -> Bool {
        let length = word.utf8CodeUnitCount
        let equal = word.withUTF8Buffer { letters in
            for index in 0..<length where byte(ahead: index) != letters[index] { return false }
            return true
        }
        guard equal else { return false }
        advance(by: length)
        return true
    }

    /// Skips white space and says what the next value is by its first byte, without taking it.
    mutating func nextKind() throws(Failure) -> JSONKind {
        skipWhitespace()
        switch byte() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .list
        case UInt8(ascii: "\""): return .text
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
        case UInt8(ascii: "n"): return .null
        case 0xEF where position == 0 && byte(ahead: 1) == 0xBB: throw failure(.byteOrderMark)
        default: throw failure(.expectedValue)
        }
    }

    /// Checks that nothing but white space is left.
    mutating func finish() throws(Failure) {
        skipWhitespace()
        guard isAtEnd else { throw failure(.trailingBytes) }
    }
}

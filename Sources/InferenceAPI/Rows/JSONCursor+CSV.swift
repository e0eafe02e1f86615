/// Moving through the fields of CSV.
extension JSONCursor<RowFault> {
    /// Takes a field that is a number as JSON writes it, blanks around it; takes nothing and answers
    /// nil where it is something else.
    @inline(__always)
    mutating func plainNumber() -> Double? {
        let start = position
        skipBlanks()
        let first = byte()
        let leading = first == UInt8(ascii: "-") ? byte(ahead: 1) : first
        if leading &- UInt8(ascii: "0") <= 9, let number = try? number() {
            let value = value(of: number)
            skipBlanks()
            if isAtFieldEnd { return value }
        }
        rewind(to: start)
        return nil
    }

    @inline(__always)
    mutating func skipBlanks() {
        while byte() == 0x20 || byte() == 0x09 { advance() }
    }

    @inline(__always)
    var isAtFieldEnd: Bool { byte() == UInt8(ascii: ",") || isAtRecordEnd }

    @inline(__always)
    var isAtRecordEnd: Bool {
        switch byte() {
        case 0x0A: true
        case 0x0D: byte(ahead: 1) == 0x0A || position == count - 1
        case 0: isAtEnd
        default: false
        }
    }

    /// Takes LF or CRLF.
    @inline(__always)
    mutating func takeLineEnd() -> Bool {
        if take(0x0A) { return true }
        guard byte() == 0x0D, byte(ahead: 1) == 0x0A || position == count - 1 else { return false }
        advance(by: min(2, count - position))
        return true
    }

    /// Takes a field and answers its text. `line` goes on with each line that it spans.
    mutating func field(
        line: inout Int, _ name: String
    ) throws(RowFault) -> (text: String, isQuoted: Bool) {
        guard byte() == UInt8(ascii: "\"") else {
            let start = position
            while !isAtFieldEnd { try takeCharacter(name) }
            return (text(from: start, to: position), false)
        }
        advance()
        var text = ""
        while true {
            let start = position
            while byte() != UInt8(ascii: "\"") {
                guard !isAtEnd else { throw .openQuote }
                if byte() == 0x0A { line += 1 }
                try takeCharacter(name)
            }
            text += self.text(from: start, to: position)
            advance()
            guard take(UInt8(ascii: "\"")) else { break }
            text += "\""
        }
        guard isAtFieldEnd else { throw .misplacedQuote(name) }
        return (text, true)
    }

    private mutating func takeCharacter(_ name: String) throws(RowFault) {
        guard byte() >= 0x80 else { return advance() }
        do throws(RowFault) { try skipUTF8() } catch { throw .notUTF8(name) }
    }

    /// Takes a field without looking into it, and says how many line ends stand in it.
    mutating func skipField() -> Int {
        guard take(UInt8(ascii: "\"")) else {
            while !isAtFieldEnd { advance() }
            return 0
        }
        var lines = 0
        while !isAtEnd {
            if take(UInt8(ascii: "\"")) {
                guard take(UInt8(ascii: "\"")) else { break }
                continue
            }
            if byte() == 0x0A { lines += 1 }
            advance()
        }
        while !isAtFieldEnd { advance() }
        return lines
    }

    /// Takes fields up to the record's end, and says how many line ends stand in them.
    mutating func skipRecord() -> Int {
        var lines = 0
        repeat { lines += skipField() } while take(UInt8(ascii: ","))
        return lines
    }
}

/// Walking through objects and lists.
///
/// `if try openList() { repeat { …one element… } while try nextElement() }`, and the same
/// for objects, whose elements start with `key(is:)` or `key()`.
extension JSONCursor {
    /// Takes `[`; false when the list is empty (then `]` is taken too).
    @inline(__always)
    mutating func openList() throws(Failure) -> Bool {
        guard take(UInt8(ascii: "[")) else { throw failure(.expectedValue) }
        skipWhitespace()
        return !take(UInt8(ascii: "]"))
    }

    /// Takes a comma (true) or the end of the list (false).
    @inline(__always)
    mutating func nextElement() throws(Failure) -> Bool {
        if take(UInt8(ascii: ",")) { return true }
        skipWhitespace()
        if take(UInt8(ascii: ",")) { return true }
        guard take(UInt8(ascii: "]")) else { throw failure(.expectedCommaOrBracket) }
        return false
    }

    /// Takes `{`; false when the object is empty (then `}` is taken too).
    mutating func openObject() throws(Failure) -> Bool {
        guard take(UInt8(ascii: "{")) else { throw failure(.expectedValue) }
        skipWhitespace()
        return !take(UInt8(ascii: "}"))
    }

    /// Takes a comma (true) or the end of the object (false).
    mutating func nextMember() throws(Failure) -> Bool {
        skipWhitespace()
        if take(UInt8(ascii: ",")) { return true }
        guard take(UInt8(ascii: "}")) else { throw failure(.expectedCommaOrBrace) }
        return false
    }

    /// Takes a key with its colon.
    mutating func key() throws(Failure) -> String {
        try openKey()
        let key = try string()
        try colon()
        return key
    }

    /// Takes a key with its colon, whatever it is.
    mutating func skipKey() throws(Failure) {
        try openKey()
        _ = try skipString()
        try colon()
    }

    /// Takes a key with its colon and says whether it is `name`, however it is escaped.
    mutating func key(is name: StaticString) throws(Failure) -> Bool {
        try openKey()
        let start = position
        let plain = take(quoted: name)
        if plain { return try colon(returning: true) }
        let escaped = try skipString()
        var equal = false
        // An escape takes six bytes at most for a letter: longer keys need no decoding.
        if escaped, position - start <= 6 * name.utf8CodeUnitCount + 2 {
            rewind(to: start)
            equal = try string() == name.description
        }
        return try colon(returning: equal)
    }

    private mutating func openKey() throws(Failure) {
        skipWhitespace()
        guard byte() == UInt8(ascii: "\"") else { throw failure(.expectedKey) }
    }

    private mutating func colon() throws(Failure) {
        skipWhitespace()
        guard take(UInt8(ascii: ":")) else { throw failure(.expectedColon) }
        skipWhitespace()
    }

    private mutating func colon(returning answer: Bool) throws(Failure) -> Bool {
        try colon()
        return answer
    }

    private mutating func take(quoted name: StaticString) -> Bool {
        let start = position
        if take(UInt8(ascii: "\"")), take(word: name), take(UInt8(ascii: "\"")) { return true }
        rewind(to: start)
        return false
    }
}

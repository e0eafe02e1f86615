extension JSONCursor {
    /// Takes one value of any kind as a tree; `depth` levels are open around it.
    mutating func value(depth: Int) throws(Failure) -> JSONValue {
        switch try nextKind() {
        case .object: return .object(try members(depth: try deeper(depth)))
        case .list: return .list(try elements(depth: try deeper(depth)))
        case .text: return .text(try string())
        case .number: return try numberValue()
        case .boolean:
            if take(word: "true") { return .boolean(true) }
            if take(word: "false") { return .boolean(false) }
        case .null:
            if take(word: "null") { return .null }
        }
        throw failure(.expectedValue)
    }

    private func deeper(_ depth: Int) throws(Failure) -> Int {
        guard depth < JSONLimits.nesting else { throw failure(.tooDeep) }
        return depth + 1
    }

    private mutating func members(depth: Int) throws(Failure) -> [JSONValue.Member] {
        guard try openObject() else { return [] }
        var members: [JSONValue.Member] = []
        repeat {
            let key = try key()
            members.append(JSONValue.Member(key, try value(depth: depth)))
        } while try nextMember()
        return members
    }

    private mutating func elements(depth: Int) throws(Failure) -> [JSONValue] {
        guard try openList() else { return [] }
        var elements: [JSONValue] = []
        repeat {
            elements.append(try value(depth: depth))
        } while try nextElement()
        return elements
    }

    /// A number without point and exponent that fits is an integer.
    private mutating func numberValue() throws(Failure) -> JSONValue {
        let number = try number()
        let text = text(from: number.start, to: number.end)
        if let integer = Int64(text), text != "-0" { return .integer(integer) }
        return .real(value(of: number))
    }
}

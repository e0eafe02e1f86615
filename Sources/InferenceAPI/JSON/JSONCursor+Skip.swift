extension JSONCursor {
    /// Takes one value of any kind and checks it strictly; `depth` levels are open around it.
    ///
    /// A loop with one bit a level (set: object) instead of recursion, so that hostile nesting
    /// costs no stack. 64 levels are 64 bits.
    mutating func skipValue(depth: Int) throws(Failure) {
        var objects: UInt64 = 0
        var level = depth
        while true {
            let kind = try nextKind()
            if kind == .object || kind == .list {
                guard level < JSONLimits.nesting else { throw failure(.tooDeep) }
                if try open(kind) {
                    level += 1
                    objects = objects << 1 | (kind == .object ? 1 : 0)
                    if kind == .object { try skipKey() }
                    continue
                }
            } else {
                try skipScalar(kind)
            }
            repeat {
                guard level > depth else { return }
                let inObject = objects & 1 == 1
                if try inObject ? nextMember() : nextElement() {
                    if inObject { try skipKey() }
                    break
                }
                objects >>= 1
                level -= 1
                if level == depth { return }
            } while true
        }
    }

    private mutating func open(_ kind: JSONKind) throws(Failure) -> Bool {
        try kind == .object ? openObject() : openList()
    }

    private mutating func skipScalar(_ kind: JSONKind) throws(Failure) {
        switch kind {
        case .text: _ = try skipString()
        case .number: _ = try number()
        case .boolean:
            guard take(word: "true") || take(word: "false") else { throw failure(.expectedValue) }
        case .null:
            guard take(word: "null") else { throw failure(.expectedValue) }
        case .object, .list: throw failure(.expectedValue)
        }
    }
}

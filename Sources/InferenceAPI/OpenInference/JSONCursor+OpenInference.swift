/// Walking through a request, whose keys may come in any order but only once.
extension JSONCursor<InferenceRequestError> {
    /// Takes an object. `read` takes the value of a key that it knows, and says whether it did.
    mutating func members(
        of owner: String,
        _ read: (String, inout Self) throws(InferenceRequestError) -> Bool
    ) throws(InferenceRequestError) {
        try expect(.object, owner, "an object")
        guard try openObject() else { return }
        var seen: Set<String> = []
        repeat {
            skipWhitespace()
            let offset = position
            let key = try key()
            guard try read(key, &self) else {
                try skipUnknown()
                continue
            }
            guard seen.insert(key).inserted else { throw .duplicateKey(key, offset: offset) }
        } while try nextMember()
    }

    /// Takes an object of parameters: each a boolean, a number, a string, or passed over.
    mutating func parameters(
        of owner: String,
        _ read: (String, inout Self) throws(InferenceRequestError) -> Bool
    ) throws(InferenceRequestError) {
        try members(of: "parameters") { (key, cursor) throws(InferenceRequestError) in
            guard !Self.unsupported.contains(key) else {
                throw .unsupported(parameter: key, of: owner)
            }
            return try read(key, &cursor)
        }
    }

    /// Extensions of Triton that change where data lies or what an answer is: to pass them over
    /// would be to answer something else than was asked for.
    private static var unsupported: Set<String> { ["shared_memory_region", "classification"] }

    /// Takes a list, each element by `read`.
    mutating func elements(
        of key: String, _ read: (inout Self) throws(InferenceRequestError) -> Void
    ) throws(InferenceRequestError) {
        try expect(.list, key, "a list")
        guard try openList() else { return }
        repeat { try read(&self) } while try nextElement()
    }

    mutating func text(of key: String) throws(InferenceRequestError) -> String {
        try expect(.text, key, "a string")
        return try string()
    }

    mutating func boolean(of key: String) throws(InferenceRequestError) -> Bool {
        try expect(.boolean, key, "true or false")
        if take(word: "true") { return true }
        guard take(word: "false") else { throw failure(.expectedValue) }
        return false
    }

    /// Takes a whole number from 0 on.
    mutating func count(of key: String) throws(InferenceRequestError) -> Int {
        try expect(.number, key, "a whole number from 0 on")
        let number = try number()
        guard let value = number.integer, let count = Int(exactly: value), count >= 0 else {
            throw .wrongType(
                key: key, offset: number.start, expected: "a whole number from 0 on")
        }
        return count
    }

    private mutating func expect(
        _ kind: JSONKind, _ key: String, _ words: String
    ) throws(InferenceRequestError) {
        guard try nextKind() == kind else {
            let offset = position
            // Something that only begins like another value is no JSON at all.
            try skipUnknown()
            throw .wrongType(key: key, offset: offset, expected: words)
        }
    }

    /// Takes a value of any kind; `parameters` of an input have four levels around them.
    mutating func skipUnknown() throws(InferenceRequestError) { try skipValue(depth: 4) }

    /// Takes lists in lists of values, NaN and the infinities among them, without reading them.
    mutating func skipTensorData(depth: Int = 0) throws(InferenceRequestError) {
        guard try !takeNonFinite() else { return }
        guard try nextKind() == .list else { return try skipValue(depth: depth) }
        guard depth <= TensorShape.maximumRank else { throw failure(.tooDeep) }
        guard try openList() else { return }
        repeat { try skipTensorData(depth: depth + 1) } while try nextElement()
    }

    private mutating func takeNonFinite() throws(InferenceRequestError) -> Bool {
        skipWhitespace()
        return take(word: "NaN") || take(word: "Infinity") || take(word: "-Infinity")
    }
}

extension DecimalNumber {
    /// The value of a number that was written as an integer and fits 64 bits.
    var integer: Int64? {
        // 19 digits fit the mantissa.
        guard exponent == 0, digits <= 19 else { return nil }
        guard isNegative else { return Int64(exactly: mantissa) }
        return mantissa == Int64.min.magnitude ? .min : Int64(exactly: mantissa).map { -$0 }
    }
}

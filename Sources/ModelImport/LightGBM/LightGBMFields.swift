/// Lines `key=value` of the header or of one tree, with their place for errors.
struct LightGBMFields {
    let place: String
    private var values: [String: ArraySlice<UInt8>] = [:]

    init(place: String) { self.place = place }

    /// Adds a line; a line without `=` is a key alone (`average_output`).
    mutating func add(_ line: ArraySlice<UInt8>) throws(ImportFault) {
        guard !line.isEmpty else { return }
        let end = line.firstIndex(of: 0x3D) ?? line.endIndex
        let key = String(decoding: line[..<end], as: UTF8.self)
        let value = end < line.endIndex ? line[(end + 1)...] : line[end...]
        guard values.updateValue(value, forKey: key) == nil else {
            throw fault("has '\(key.prefix(40))' twice")
        }
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    /// The text behind a key; nil without it.
    func text(_ key: String) throws(ImportFault) -> String? {
        guard let bytes = values[key] else { return nil }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw fault("has a '\(key)' that is not UTF-8")
        }
        return text
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(ImportFault) -> Int {
        guard let text = try text(key) else { throw fault("has no '\(key)'") }
        guard let value = Int(text), range.contains(value) else {
            throw fault(
                "has \(key)=\(text.prefix(40)) where \(range.lowerBound) to \(range.upperBound) "
                    + "may be")
        }
        return value
    }

    /// Numbers between spaces, as many as `count`.
    func doubles(_ key: String, _ count: Int) throws(ImportFault) -> [Double] {
        try list(key, count) { Double($0) }
    }

    /// Integers in `range`, as many as `count`.
    func integers(
        _ key: String, _ count: Int, in range: ClosedRange<Int>
    ) throws(ImportFault) -> [Int] {
        try list(key, count) { text in
            guard let value = Int(text), range.contains(value) else { return nil }
            return value
        }
    }

    private func list<Value>(
        _ key: String, _ count: Int, _ read: (String) -> Value?
    ) throws(ImportFault) -> [Value] {
        guard let bytes = values[key] else { throw fault("has no '\(key)'") }
        var found: [Value] = []
        for word in bytes.split(separator: 0x20) {
            let text = String(decoding: word, as: UTF8.self)
            guard let value = read(text) else {
                throw fault("has '\(text.prefix(40))' in \(key)")
            }
            found.append(value)
        }
        guard found.count == count else {
            throw fault("has \(found.count) numbers in \(key) where \(count) are due")
        }
        return found
    }

    func fault(_ reason: String) -> ImportFault {
        .contradiction(path: place, reason: reason)
    }
}

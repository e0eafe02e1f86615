/// Reads JSON tokens one after another from bytes, without recursion: the caller knows the grammar.
///
/// `JSONDecoder` is not used for the header, for it merges duplicate names, nor for class labels, for
/// it does not tell `1` from `1.0`.
struct JSONCursor {
    private let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next byte that is not white space, left unread; nil at the end.
    mutating func peek() -> UInt8? {
        while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) {
            position += 1
        }
        return position < bytes.count ? bytes[position] : nil
    }

    /// Reads `character` if it is next.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let next = peek(), UInt32(next) == character.value else { return false }
        position += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(WeightFault) {
        guard take(character) else { throw fault("where '\(character)' is expected") }
    }

    mutating func expectEnd() throws(WeightFault) {
        guard peek() == nil else { throw fault("where the JSON should end") }
    }

    /// Reads one byte, white space or not; nil at the end.
    mutating func next() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[position - 1]
    }

    func fault(_ reason: String) -> WeightFault { .header(position: position, reason: reason) }

    /// A string with its escapes resolved.
    mutating func string() throws(WeightFault) -> String {
        try expect("\"")
        var text: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case 0x22:
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw fault("which ends a string that is not UTF-8")
                }
                return string
            case 0x5C: try text.append(contentsOf: escape())
            case 0..<0x20: throw fault("after a control character in a string")
            default: text.append(byte)
            }
        }
        throw fault("where a string does not end")
    }

    /// The characters of a number, `true`, `false` or `null`.
    mutating func word() throws(WeightFault) -> String {
        _ = peek()
        let start = position
        while position < bytes.count, isWordByte(bytes[position]) { position += 1 }
        guard position > start else { throw fault("where a value is expected") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// A number of digits alone, within `Int`.
    mutating func natural() throws(WeightFault) -> Int {
        let text = try word()
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard isPlain, text == "0" || !text.hasPrefix("0"), let number = Int(text) else {
            throw fault("after '\(text.prefix(40))' where a whole number of at most 2^63-1 is due")
        }
        return number
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x2E: true
        default: false
        }
    }
}

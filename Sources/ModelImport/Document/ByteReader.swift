/// Bytes read one after another, with the place for errors.
struct ByteReader {
    let bytes: [UInt8]
    private(set) var position = 0

    init(_ bytes: [UInt8], from position: Int = 0) {
        self.bytes = bytes
        self.position = min(position, bytes.count)
    }

    var remaining: Int { bytes.count - position }

    /// The next byte, left unread; nil at the end.
    var upcoming: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Reads one byte; nil at the end.
    mutating func next() -> UInt8? {
        guard position < bytes.count else { return nil }
        position += 1
        return bytes[position - 1]
    }

    mutating func skip() { position = min(position + 1, bytes.count) }

    /// Reads `count` bytes. Throws where fewer remain or the count is negative.
    mutating func take(_ count: Int) throws(ImportFault) -> ArraySlice<UInt8> {
        guard count >= 0, count <= remaining else {
            throw fault("where \(count) bytes are announced and \(remaining) remain")
        }
        defer { position += count }
        return bytes[position..<position + count]
    }

    func fault(_ reason: String) -> ImportFault {
        .malformed(reason: "at byte \(position) \(reason)")
    }
}

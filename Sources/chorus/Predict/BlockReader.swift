/// Reads a file in blocks of whole records.
struct BlockReader: Sendable {
    /// Bytes of a block: many rows, and little beside a core's cache.
    static let blockBytes = 1 << 20
    /// Bytes of one record.
    static let recordBytes = 16 << 20

    private let file: ByteFile
    private let name: String
    private let format: TableFormat
    /// What has been read and not been given out.
    private var rest: [UInt8]
    private var isAtEnd = false

    init(_ file: ByteFile, path: String?, format: TableFormat, start: [UInt8]) {
        self.file = file
        name = path ?? "standard input"
        self.format = format
        rest = start
    }

    /// The next block; nil at the end. A stream's block is what has come so far.
    mutating func next() throws -> [UInt8]? {
        while true {
            let end = isAtEnd ? rest.count : format.recordEnd(rest)
            if end > 0 {
                let block = Array(rest[..<end])
                rest = Array(rest[end...])
                return block
            }
            guard !isAtEnd else { return nil }
            guard rest.count <= Self.recordBytes else {
                throw Fault(
                    "\(name): a record is longer than \(Self.recordBytes) bytes, the limit; "
                        + "is a quotation mark left open?")
            }
            let room = max(Self.blockBytes - rest.count, Self.blockBytes / 2)
            isAtEnd = try !file.read(upTo: room, to: &rest)
        }
    }
}

/// Reads JSON as RFC 8259 has it, and the literals `NaN`, `Infinity` and `-Infinity`, which XGBoost
/// and Python write and read.
///
/// `JSONDecoder` is not used: it merges duplicate keys, knows no bounds, and takes every number by
/// way of a decimal or a double.
struct JSONReader {
    var reader: ByteReader
    let rounding: Document.Rounding
    private var counter = ValueCounter()

    init(_ bytes: [UInt8], _ rounding: Document.Rounding) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        reader = ByteReader(bytes, from: bytes.starts(with: mark) ? mark.count : 0)
        self.rounding = rounding
    }

    /// The one value of the document.
    mutating func document() throws(ImportFault) -> Document {
        let document = try value(depth: 0)
        guard peek() == nil else { throw reader.fault("where the document should have ended") }
        return document
    }

    /// The next byte that is not white space, left unread; nil at the end.
    mutating func peek() -> UInt8? {
        while let byte = reader.upcoming, byte <= 0x20,
            byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
        {
            reader.skip()
        }
        return reader.upcoming
    }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let byte = peek(), UInt32(byte) == character.value else { return false }
        reader.skip()
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(ImportFault) {
        guard take(character) else { throw reader.fault("where '\(character)' is expected") }
    }

    private mutating func value(depth: Int) throws(ImportFault) -> Document {
        guard let first = peek() else {
            throw reader.fault("where a value is expected and the file ends")
        }
        switch first {
        case 0x7B:
            try ValueCounter.check(depth: depth, reader)
            return .object(try object(depth: depth))
        case 0x5B:
            try ValueCounter.check(depth: depth, reader)
            return try array(depth: depth)
        case 0x22: return .text(try text())
        case 0x2D, 0x30...0x39: return try number()
        default: return try literal()
        }
    }

    private mutating func object(depth: Int) throws(ImportFault) -> [String: Document] {
        try expect("{")
        var members: [String: Document] = [:]
        guard !take("}") else { return members }
        repeat {
            guard peek() == 0x22 else { throw reader.fault("where a key is expected") }
            let key = try text()
            try expect(":")
            try counter.add(reader)
            let member = try value(depth: depth + 1)
            guard members.updateValue(member, forKey: key) == nil else {
                throw reader.fault("after a second '\(key.prefix(40))' in one object")
            }
        } while take(",")
        try expect("}")
        return members
    }

    private mutating func array(depth: Int) throws(ImportFault) -> Document {
        try expect("[")
        var elements = ArrayBuilder(rounding)
        guard !take("]") else { return elements.document }
        repeat {
            if elements.append(try value(depth: depth + 1)) { try counter.add(reader) }
        } while take(",")
        try expect("]")
        return elements.document
    }
}

extension Document {
    /// Parses JSON.
    init(json bytes: [UInt8], rounding: Rounding) throws(ImportFault) {
        var reader = JSONReader(bytes, rounding)
        self = try reader.document()
    }
}

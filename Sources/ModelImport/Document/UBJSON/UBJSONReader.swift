/// Reads Universal Binary JSON, draft 12, as XGBoost writes it: big-endian numbers behind a marker,
/// and arrays of one type whose numbers stand side by side.
///
/// A typed array may be of numbers only: other types would take no bytes of their own (`Z`, `T`) or
/// nest without end, and no library writes them.
struct UBJSONReader {
    var reader: ByteReader
    private var counter = ValueCounter()

    init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

    /// The one value of the document.
    mutating func document() throws(ImportFault) -> Document {
        let document = try value(marker(), depth: 0)
        guard reader.remaining == 0 else {
            throw reader.fault("where the document should have ended")
        }
        return document
    }

    private mutating func marker() throws(ImportFault) -> UInt8 {
        guard let marker = reader.next() else {
            throw reader.fault("where a value is expected and the file ends")
        }
        return marker
    }

    private mutating func value(_ marker: UInt8, depth: Int) throws(ImportFault) -> Document {
        switch Unicode.Scalar(marker) {
        case "Z": return .null
        case "T": return .bool(true)
        case "F": return .bool(false)
        case "S": return .text(try text())
        case "C": return .integer(Int64(try self.marker()))
        case "{":
            try ValueCounter.check(depth: depth, reader)
            return .object(try object(depth: depth))
        case "[":
            try ValueCounter.check(depth: depth, reader)
            return try array(depth: depth)
        default:
            guard let type = NumberType(marker) else {
                throw reader.fault("after the unknown marker \(marker)")
            }
            return try number(type)
        }
    }

    private mutating func object(depth: Int) throws(ImportFault) -> [String: Document] {
        var members: [String: Document] = [:]
        while true {
            guard reader.upcoming != UInt8(ascii: "}") else { break }
            let key = try text()
            try counter.add(reader)
            let member = try value(marker(), depth: depth + 1)
            guard members.updateValue(member, forKey: key) == nil else {
                throw reader.fault("after a second '\(key.prefix(40))' in one object")
            }
        }
        reader.skip()
        return members
    }

    private mutating func array(depth: Int) throws(ImportFault) -> Document {
        if reader.upcoming == UInt8(ascii: "$") {
            reader.skip()
            return .numbers(try typedArray())
        }
        // Reals keep their width, one by one; only the first of an array decides on its form.
        var elements = ArrayBuilder(.float64)
        if reader.upcoming == UInt8(ascii: "#") {
            reader.skip()
            for _ in 0..<(try length()) { try element(&elements, depth: depth) }
            return elements.document
        }
        while reader.upcoming != UInt8(ascii: "]") { try element(&elements, depth: depth) }
        reader.skip()
        return elements.document
    }

    private mutating func element(
        _ elements: inout ArrayBuilder, depth: Int
    ) throws(ImportFault) {
        if elements.append(try value(marker(), depth: depth + 1)) { try counter.add(reader) }
    }
}

extension Document {
    /// Parses UBJSON.
    init(ubjson bytes: [UInt8]) throws(ImportFault) {
        var reader = UBJSONReader(bytes)
        self = try reader.document()
    }
}

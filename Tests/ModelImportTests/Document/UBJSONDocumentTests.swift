import Testing

@testable import ModelImport

@Suite struct UBJSONDocumentTests {
    private func parse(_ parts: [UInt8]...) throws -> Document {
        try Document(ubjson: parts.flatMap { $0 })
    }

    private func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

    @Test("every kind of value is read, big-endian")
    func kinds() throws {
        #expect(
            try parse(ascii("{U\u{1}aZi\u{1}bTi\u{1}cFi\u{1}dSi\u{2}xyi\u{1}eC*}"))
                == .object([
                    "a": .null, "b": .bool(true), "c": .bool(false), "d": .text("xy"),
                    "e": .integer(42),
                ]))
        #expect(try parse(ascii("i"), [0xFF]) == .integer(-1))
        #expect(try parse(ascii("U"), [0xFF]) == .integer(255))
        #expect(try parse(ascii("I"), [0xFF, 0xFE]) == .integer(-2))
        #expect(try parse(ascii("l"), [0, 0, 1, 0]) == .integer(256))
        #expect(try parse(ascii("L"), [0x80, 0, 0, 0, 0, 0, 0, 0]) == .integer(.min))
        #expect(try parse(ascii("d"), [0x3F, 0x80, 0, 0]) == .real(1))
        #expect(try parse(ascii("D"), [0x3F, 0xF0, 0, 0, 0, 0, 0, 0]) == .real(1))
    }

    @Test("typed arrays are compact")
    func typedArrays() throws {
        #expect(
            try parse(ascii("[$d#i"), [2, 0x3F, 0x80, 0, 0, 0xBF, 0x80, 0, 0])
                == .numbers(.float32([1, -1])))
        #expect(try parse(ascii("[$U#i"), [3, 1, 2, 255]) == .numbers(.int32([1, 2, 255])))
        #expect(try parse(ascii("[$l#i"), [1, 0, 0, 1, 0]) == .numbers(.int32([256])))
        #expect(try parse(ascii("[$l#i"), [0]) == .numbers(.int32([])))
    }

    @Test("counted and plain arrays are read value by value")
    func plainArrays() throws {
        #expect(
            try parse(ascii("[#i"), [2], ascii("i"), [7], ascii("i"), [8])
                == .numbers(.int32([7, 8])))
        #expect(try parse(ascii("[i"), [7], ascii("Z]")) == .array([.integer(7), .null]))
    }

    @Test(
        "what is no UBJSON, or announces more than there is, is refused",
        arguments: [
            "", "{", "[", "[$", "[$d", "[$d#", "[$Z#i\u{5}", "[$[#i\u{1}", "Q", "S", "Si",
            "Si\u{5}ab",
            "{S", "{i\u{1}a", "d\0\0", "ZZ", "[#i\u{2}Z", "{i\u{1}aZi\u{1}aZ}", "Hi\u{1}1", "[$d#Z",
            "[$d#L\u{10}\0\0\0\0\0\0\0", "SL\u{10}\0\0\0\0\0\0\0",
        ])
    func malformed(text: String) {
        #expect(throws: ImportFault.self) { try parse(ascii(text)) }
    }

    @Test("a negative length is refused")
    func negative() {
        #expect(throws: ImportFault.self) { try parse(ascii("[$d#i"), [0xFF]) }
        #expect(throws: ImportFault.self) { try parse(ascii("Si"), [0xFF]) }
    }

    @Test("depth is bounded")
    func depth() {
        #expect(throws: ImportFault.self) {
            try parse([UInt8](repeating: UInt8(ascii: "["), count: 100_000))
        }
    }
}

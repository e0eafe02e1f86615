import Testing

@testable import ModelImport

@Suite struct JSONDocumentTests {
    private func parse(
        _ text: String, _ rounding: Document.Rounding = .float64
    ) throws -> Document {
        try Document(json: Array(text.utf8), rounding: rounding)
    }

    @Test("every kind of value is read")
    func kinds() throws {
        let text =
            #" {"a": [null, true, false], "b": -12, "c": 2.5e1, "d": "x\n\u00e9😀", "e": {}} "#
        #expect(
            try parse(text)
                == .object([
                    "a": .array([.null, .bool(true), .bool(false)]), "b": .integer(-12),
                    "c": .real(25), "d": .text("x\né😀"), "e": .object([:]),
                ]))
    }

    @Test("arrays of numbers are compact, whatever they mix")
    func compactArrays() throws {
        #expect(try parse("[]") == .numbers(.int32([])))
        #expect(try parse("[1, -2]") == .numbers(.int32([1, -2])))
        #expect(try parse("[1, 2147483648]") == .numbers(.int64([1, 2_147_483_648])))
        #expect(try parse("[1, 0.5, 2]") == .numbers(.float64([1, 0.5, 2])))
        #expect(try parse("[1, 0.5, 2]", .float32) == .numbers(.float32([1, 0.5, 2])))
        #expect(
            try parse("[1, 0.5, \"a\", 2]")
                == .array([.real(1), .real(0.5), .text("a"), .integer(2)]))
    }

    @Test(
        "a decimal goes to the nearest float32 at once, not by way of a double",
        arguments: [
            "0.1", "3.4028235e38", "1e-45", "7.006492321624085e-46", "1.17549435e-38", "-0.0",
            "0.30000001192092896", "9007199254740993.0", "1.00000005960464477539062500000000001",
            "16777217.0000000001", "123456789012345678901234567890.0", "5.25E-1", "-1e22", "1e-30",
        ])
    func floats(text: String) throws {
        let expected = try #require(Float(text))
        guard case .real(let found) = try parse(text, .float32) else {
            Issue.record("no real")
            return
        }
        #expect(Float(found).bitPattern == expected.bitPattern && Double(Float(found)) == found)
        #expect(try parse(text) == .real(#require(Double(text))))
    }

    @Test("NaN and infinities are read as Python writes them")
    func nonFinite() throws {
        guard case .numbers(let numbers) = try parse("[NaN, Infinity, -Infinity]") else {
            Issue.record("no numbers")
            return
        }
        #expect(numbers.doubles[0].isNaN)
        #expect(numbers.doubles.dropFirst() == [.infinity, -.infinity])
    }

    @Test(
        "what is no JSON is refused",
        arguments: [
            "", " ", "{", "[", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "01", "-", "1.", ".5",
            "1e", "+1", "tru", "nul", "[1] 2", "\"", "\"\\x\"", "\"\\ud800\"", "\"\n\"", "'a'",
            "1e999", "{\"a\":1,\"a\":2}", "{\"a\":1,}", "-Inf", "[1 2]",
        ])
    func malformed(text: String) {
        #expect(throws: ImportFault.self) { try parse(text) }
    }

    @Test("bytes that are not UTF-8 are refused")
    func badUTF8() {
        #expect(throws: ImportFault.self) {
            try Document(json: [0x22, 0xFF, 0x22], rounding: .float64)
        }
    }

    @Test("an integer beyond 64 bits is a real")
    func largeInteger() throws {
        #expect(
            try Document(json: Array("18446744073709551615".utf8), rounding: .float64)
                == .real(18_446_744_073_709_551_616))
    }

    @Test("a byte-order mark is passed over")
    func byteOrderMark() throws {
        #expect(
            try Document(json: [0xEF, 0xBB, 0xBF, 0x31], rounding: .float64) == .integer(1))
    }

    @Test("depth is bounded")
    func depth() throws {
        let limit = ImportLimits.documentDepth
        let fits = String(repeating: "[", count: limit) + String(repeating: "]", count: limit)
        _ = try parse(fits)
        #expect(throws: ImportFault.self) {
            try parse(String(repeating: "[", count: 100_000))
        }
        #expect(throws: ImportFault.self) {
            try parse(String(repeating: "{\"a\":", count: 100_000))
        }
    }
}

import InferenceAPI
import Testing

struct JSONGrammarTests {
    @Test(
        "texts that are JSON are read",
        arguments: [
            #"{}"#, #"[]"#, #"null"#, #"true"#, #"false"#, #"0"#, #""\u00e9\ud83d\ude00""#,
            " \t\r\n[ 1 , 2 ] \n", #"{"":{"":[]}}"#, #"[[[[]]],{"a":[{}]}]"#, #""\/""#,
            "\"\u{7F}\"",
        ])
    func accepted(text: String) throws {
        _ = try JSONValue(json: bytes(text).span)
        #expect(requestError(bytes("{\"x\":\(text),\"data\":[[1]]}")) == nil)
    }

    @Test(
        "texts that are not JSON are refused, by the tree and where a value is skipped",
        arguments: [
            "", "{", "[", "\"", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}",
            "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "[1}", "{\"a\":1]", "nul", "nulll",
            "True",
            "\"\\x\"", "\"\\u12g4\"", "\"\\u123\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
            "\"\\udc00\"", "\"\\ud800\\\"", "\"\n\"", "\"\u{0}\"", "NaN", "1 2", "//", "\u{0}",
            "[1]]",
        ])
    func refused(text: String) {
        #expect(throws: DocumentError.self) { try JSONValue(json: bytes(text).span) }
        #expect(requestError(bytes("{\"x\":\(text),\"data\":[[1]]}")) != nil)
    }

    @Test(
        "bytes of a string that are not UTF-8 are refused",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x20], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xF0, 0x90, 0x80],
        ] as [[UInt8]])
    func badUTF8(sequence: [UInt8]) {
        let quote = [UInt8(ascii: "\"")]
        let json = quote + sequence + quote
        #expect(throws: DocumentError.notJSON(offset: 1, reason: .badUTF8)) {
            try JSONValue(json: json.span)
        }
    }

    @Test(
        "text of every length of UTF-8 is kept",
        arguments: [
            "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{10000}", "\u{10FFFF}",
        ])
    func utf8(text: String) throws {
        #expect(try JSONValue(json: bytes("\"\(text)\"").span) == .text(text))
    }

    @Test("a byte order mark is refused by name")
    func byteOrderMark() {
        let error = requestError([0xEF, 0xBB, 0xBF] + bytes("{}"))
        #expect(error == .notJSON(offset: 0, reason: .byteOrderMark))
    }

    @Test("64 levels are read, 65 are not", arguments: [("[", "]"), ("{\"a\":", "}")])
    func nesting(open: String, close: String) throws {
        func nested(_ levels: Int) -> String {
            String(repeating: open, count: levels) + "1" + String(repeating: close, count: levels)
        }
        _ = try JSONValue(json: bytes(nested(64)).span)
        #expect(throws: DocumentError.self) { try JSONValue(json: bytes(nested(65)).span) }
        #expect(requestError(bytes("{\"x\":\(nested(63)),\"data\":[[1]]}")) == nil)
        let error = requestError(bytes("{\"x\":\(nested(64)),\"data\":[[1]]}"))
        #expect(error == .notJSON(offset: 5 + 63 * open.utf8.count, reason: .tooDeep))
    }

    @Test("a hundred thousand open brackets cost no stack")
    func hostileNesting() {
        let error = requestError(bytes("{\"x\":" + String(repeating: "[", count: 100_000)))
        #expect(error == .notJSON(offset: 68, reason: .tooDeep))
    }

    @Test("integers stay integers, and others stay real")
    func integers() throws {
        let tree = try JSONValue(
            json: bytes("[1,1.0,-0,9223372036854775807,9223372036854775808]").span)
        #expect(
            tree
                == .list([
                    .integer(1), .real(1), .real(-0.0), .integer(.max), .real(9223372036854775808),
                ]))
    }
}

import Testing

@testable import WeightFormat

/// A malformed container and the words that its error must hold.
struct Malformed: CustomTestStringConvertible {
    var what: String
    var bytes: [UInt8]
    var error: String
    var testDescription: String { what }

    init(_ what: String, header: String, data: Int = 0, error: String) {
        self.what = what
        self.error = error
        bytes = container(header, data: data)
    }

    init(_ what: String, bytes: [UInt8], error: String) {
        self.what = what
        self.bytes = bytes
        self.error = error
    }
}

func container(_ header: String, data: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(word: UInt64(header.utf8.count))
    return bytes + Array(header.utf8) + [UInt8](repeating: 0, count: data)
}

private func one(_ type: String, _ shape: String, _ offsets: String) -> String {
    #"{"a":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}}"#
}

private func two(_ first: String, _ second: String) -> String {
    #"{"a":{"dtype":"U8","shape":[4],"data_offsets":\#(first)},"#
        + #""b":{"dtype":"U8","shape":[4],"data_offsets":\#(second)}}"#
}

@Suite struct HeaderTests {
    static let malformed: [Malformed] = [
        Malformed("no bytes", bytes: [], error: "0 bytes where 8"),
        Malformed("half a length", bytes: [1, 0, 0], error: "3 bytes where 8"),
        Malformed(
            "a length past the end", bytes: [200, 0, 0, 0, 0, 0, 0, 0, 0x7B],
            error: "9 bytes where 208"),
        Malformed(
            "a huge length", bytes: [UInt8](repeating: 255, count: 8) + [0x7B],
            error: "claims 18446744073709551615 bytes"),
        Malformed("a length of zero", header: "", error: "byte 0"),
        Malformed("no JSON", header: "hello", error: "where '{' is expected"),
        Malformed("a space before the object", header: " {}", error: "where '{' is expected"),
        Malformed("an array", header: "[]", error: "where '{' is expected"),
        Malformed("an object without end", header: "{", error: "where '\"' is expected"),
        Malformed("something after the object", header: "{} x", error: "should end"),
        Malformed("a trailing comma", header: #"{"a":{},}"#, error: "needs a dtype"),
        Malformed("bytes that nobody owns", header: "{}", data: 3, error: "where 10 are announced"),
        Malformed(
            "data cut short", header: one("F32", "[2]", "[0,8]"), data: 7, error: "are announced"),
        Malformed(
            "data too long", header: one("F32", "[2]", "[0,8]"), data: 9, error: "are announced"),
        Malformed(
            "an overlap", header: two("[0,4]", "[3,7]"), data: 7, error: "'b' overlaps another"),
        Malformed("a shared range", header: two("[0,4]", "[0,4]"), data: 4, error: "overlaps"),
        Malformed("a hole", header: two("[0,4]", "[5,9]"), data: 9, error: "'b' leaves a hole"),
        Malformed("a hole at the start", header: one("U8", "[1]", "[1,2]"), data: 2, error: "hole"),
        Malformed(
            "offsets backwards", header: one("U8", "[1]", "[2,1]"), data: 2,
            error: "before its start"),
        Malformed(
            "a size unlike the offsets", header: one("F32", "[3]", "[0,8]"), data: 8,
            error: "8 bytes where type and shape need 12"),
        Malformed(
            "a shape that overflows",
            header: one("U8", "[4294967296,4294967296,2]", "[0,0]"), error: "product overflows"),
        Malformed(
            "bytes that overflow", header: one("F64", "[2305843009213693952]", "[0,0]"),
            error: "size in bytes overflows"),
        Malformed(
            "too many dimensions", header: one("U8", "[1,1,1,1,1,1,1,1,1]", "[0,1]"), data: 1,
            error: "more than 8 dimensions"),
        Malformed("a negative dimension", header: one("U8", "[-1]", "[0,1]"), error: "'-1'"),
        Malformed("a fraction", header: one("U8", "[1.0]", "[0,1]"), error: "'1.0'"),
        Malformed("a leading zero", header: one("U8", "[01]", "[0,1]"), error: "'01'"),
        Malformed(
            "an offset past 63 bits", header: one("U8", "[1]", "[0,9223372036854775808]"),
            error: "at most 2^63-1"),
        Malformed("one offset", header: one("U8", "[1]", "[0]"), error: "two data_offsets"),
        Malformed("three offsets", header: one("U8", "[1]", "[0,1,2]"), error: "two data_offsets"),
        Malformed(
            "many offsets", header: one("U8", "[1]", "[0,1,2,3,4]"), error: "list that is too long"),
        Malformed("an unknown dtype", header: one("F33", "[1]", "[0,1]"), error: "dtype 'F33'"),
        Malformed(
            "no dtype", header: #"{"a":{"shape":[1],"data_offsets":[0,1]}}"#,
            error: "needs a dtype"),
        Malformed(
            "an unknown key", header: #"{"a":{"dtype":"U8","stride":[1]}}"#, error: "'stride'"),
        Malformed(
            "a key twice", header: #"{"a":{"dtype":"U8","dtype":"U8"}}"#, error: "repeated key"),
        Malformed(
            "a tensor twice",
            header: #"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"#
                + #""a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#,
            error: "'a' appears twice"),
        Malformed(
            "metadata twice", header: #"{"__metadata__":{},"__metadata__":{}}"#, error: "second"),
        Malformed(
            "a metadata key twice", header: #"{"__metadata__":{"k":"1","k":"2"}}"#,
            error: "'k' appears twice"),
        Malformed(
            "metadata that is no text", header: #"{"__metadata__":{"k":1}}"#,
            error: "where '\"' is expected"),
        Malformed("a tensor that is no object", header: #"{"a":[]}"#, error: "where '{'"),
        Malformed(
            "deep nesting", header: String(repeating: #"{"a":"#, count: 100_000), error: "unknown"),
        Malformed(
            "a control character", header: "{\"a\u{1}\":{}}", error: "control character"),
        Malformed("half a string", header: "{\"a", error: "does not end"),
        Malformed("half an escape", header: #"{"\u12"#, error: "hexadecimal"),
        Malformed(
            "no UTF-8", bytes: [5, 0, 0, 0, 0, 0, 0, 0, 0x7B, 0x22, 0xFF, 0x22, 0x7D],
            error: "not UTF-8"),
    ]

    @Test("a malformed container is refused with its reason", arguments: malformed)
    func refused(case malformed: Malformed) {
        let error = #expect(throws: WeightError.self) {
            try WeightFile(bytes: malformed.bytes, file: "bad.safetensors")
        }
        let sentence = error?.description ?? ""
        #expect(sentence.contains(malformed.error), "\(sentence)")
        #expect(sentence.hasPrefix("bad.safetensors: "))
    }

    @Test("any prefix of a file is refused")
    func prefixes() throws {
        let bytes = try linearDocument().serialized()
        for length in 0..<bytes.count {
            #expect(throws: WeightError.self) {
                try WeightFile(bytes: Array(bytes.prefix(length)))
            }
        }
    }

    @Test("tensors may stand in any order, be empty, and have types we do not compute with")
    func legal() throws {
        let header =
            #"{"b":{"data_offsets":[2,6],"shape":[2],"dtype":"F16"},"#
            + #""a":{"dtype":"I8","shape":[2],"data_offsets":[0,2]},"#
            + #""c":{"dtype":"F64","shape":[0,9],"data_offsets":[6,6]},"#
            + #""d":{"dtype":"U8","shape":[],"data_offsets":[6,7]}} "#
        let container = try Container(MappedBytes(container(header, data: 7)))
        #expect(container.header.tensors["b"]?.dtype == .float16)
        #expect(container.header.tensors["c"]?.elementCount == 0)
        #expect(container.header.tensors["d"]?.elementCount == 1)
    }
}

import InferenceAPI
import Testing

struct BinaryTensorTests {
    static let datatypes: [(word: String, data: [UInt8], elements: TensorElements)] = [
        ("BOOL", [0, 1], .booleans([false, true])),
        ("UINT8", [0, 255], .integers([0, 255])),
        ("INT8", [0x80, 0x7F], .integers([-128, 127])),
        ("UINT16", [1, 2, 0xFF, 0xFF], .integers([513, 65_535])),
        ("INT16", [0, 0x80, 0xFF, 0x7F], .integers([-32_768, 32_767])),
        ("UINT32", [1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF], .integers([1, 4_294_967_295])),
        ("INT32", [0, 0, 0, 0x80, 0xFF, 0xFF, 0xFF, 0xFF], .integers([-2_147_483_648, -1])),
        ("UINT64", word(7) + word(UInt64(Int64.max)), .integers([7, .max])),
        ("INT64", word(7) + word(.max), .integers([7, -1])),
        ("FP16", [0, 0x3C, 0x01, 0x80], .floats([1, -0x1p-24])),
        ("BF16", [0x80, 0x3F, 0x80, 0x7F], .floats([1, .infinity])),
        ("FP32", [0, 0, 0x80, 0x3F, 0, 0, 0x80, 0xFF], .floats([1, -.infinity])),
        ("FP64", word(1.5.bitPattern) + word((-0.0).bitPattern), .doubles([1.5, -0.0])),
        ("BYTES", [1, 0, 0, 0, 97, 2, 0, 0, 0, 0xC3, 0xA9], .texts(["a", "é"])),
    ]

    @Test("binary data is read by its datatype", arguments: datatypes)
    func reading(word: String, data: [UInt8], elements: TensorElements) throws {
        let head = Self.head(Self.input("x", word, "[2,1]", data.count))
        let read = try InferenceRequest(body: (head + data).span, headerLength: head.count)
        #expect(read.inputs.first?.elements == elements)
    }

    @Test(
        "halves are widened exactly",
        arguments: [
            (UInt16(0x3555), Float(0x1.554p-2)), (0x7BFF, 65_504), (0x0400, 0x1p-14),
            (0x03FF, 0x1.FF8p-15), (0x0000, 0), (0x7C00, .infinity), (0xFC00, -.infinity),
        ])
    func halves(bits: UInt16, value: Float) throws {
        let head = Self.head(Self.input("x", "FP16", "[1]", 2))
        let body = head + [UInt8(bits & 0xFF), UInt8(bits >> 8)]
        let read = try InferenceRequest(body: body.span, headerLength: head.count)
        #expect(read.inputs.first?.elements == .floats([value]))
    }

    @Test("a quiet and a signalling NaN stay NaN, whatever their bits")
    func nan() throws {
        let head = Self.head(Self.input("x", "FP32", "[1]", 4))
        let read = try InferenceRequest(
            body: (head + [1, 0, 0xC0, 0x7F]).span, headerLength: head.count)
        guard case .floats(let values) = read.inputs.first?.elements else {
            Issue.record("no floats")
            return
        }
        #expect(values.first?.bitPattern == 0x7FC0_0001)
    }

    @Test("binary tensors stand in the order of their inputs, beside others in JSON")
    func order() throws {
        let json = #"{"name":"j","datatype":"INT64","shape":[1],"data":[5]}"#
        let head = Self.head(
            [Self.input("a", "UINT8", "[2]", 2), json, Self.input("b", "BYTES", "[1]", 5)]
                .joined(separator: ","))
        let read = try InferenceRequest(
            body: (head + [1, 2, 1, 0, 0, 0, 98]).span, headerLength: head.count)
        #expect(read.inputs.map(\.elements) == [.integers([1, 2]), .integers([5]), .texts(["b"])])
    }

    static let faults: [(input: String, data: [UInt8], says: String)] = [
        (
            input("x", "FP32", "[2]", 8), [1, 2, 3, 4],
            #"Input "x" declares 8 bytes of binary data, but only 4"#
        ),
        (
            input("x", "FP32", "[2]", 4), [1, 2, 3, 4],
            "declares 4 bytes of binary data where its shape and datatype make 8"
        ),
        (
            input("x", "FP32", "[1]", 4), [1, 2, 3, 4, 5],
            "1 byte at the body's end belong to no input"
        ),
        (input("x", "FP64", "[9999,8000]", 8), word(1), "make 639936000"),
        (input("x", "FP32", "[1]", .max), [1, 2, 3, 4], "but only 4 are left"),
        (
            input("x", "BYTES", "[1]", 3), [1, 0, 0],
            "declares 4 bytes for its element 0, but only 0"
        ),
        (
            input("x", "BYTES", "[1]", 5), [2, 0, 0, 0, 97],
            "declares 2 bytes for its element 0, but only 1"
        ),
        (
            input("x", "BYTES", "[1]", 5), [255, 255, 255, 255, 97],
            "declares 4294967295 bytes for its element 0"
        ),
        (
            input("x", "BYTES", "[2]", 5), [1, 0, 0, 0, 97],
            "has 1 value where its shape [2] holds 2"
        ),
        (
            input("x", "BYTES", "[1]", 6), [1, 0, 0, 0, 97, 0],
            "has 1 byte of binary data behind its last element"
        ),
        (input("x", "BYTES", "[1]", 5), [1, 0, 0, 0, 0xFF], "no UTF-8 text as its element 0"),
        (input("x", "BYTES", "[0]", 1), [1], "1 byte of binary data behind its last element"),
        (
            input("x", "UINT64", "[1]", 8), word(.max),
            "UINT64 value as its element 0 that is beyond"
        ),
    ]

    @Test("binary data that does not fit is named", arguments: faults)
    func malformed(input: String, data: [UInt8], says: String) throws {
        let head = Self.head(input)
        let error = try #require(inferenceError(head + data, headerLength: head.count))
        #expect(error.description.contains(says), "\(error)")
    }

    @Test("a header length outside the body is refused", arguments: [-1, 3, Int.max])
    func headerLength(length: Int) {
        #expect(
            inferenceError([123, 125], headerLength: length)
                == .headerLength(found: length, body: 2))
    }

    @Test("data without a header length is missing")
    func noHeaderLength() throws {
        let head = Self.head(Self.input("x", "FP32", "[1]", 4))
        #expect(inferenceError(head) == .binaryBeyondBody(input: "x", declared: 4, left: 0))
    }

    @Test("a raw body is a matrix of as many rows as there are")
    func raw() throws {
        let rows = Self.word(1.0.bitPattern) + Self.word(2.0.bitPattern)
        let read = try InferenceRequest(raw: rows.span, datatype: .fp64, columns: 2)
        #expect(read.inputs.first?.shape == [1, 2])
        #expect(read.inputs.first?.elements == .doubles([1, 2]))
        #expect(read.isBinary(nil))
        #expect(throws: InferenceRequestError.rawSize(found: 15, row: 16)) {
            _ = try InferenceRequest(raw: Array(rows.dropLast()).span, datatype: .fp64, columns: 2)
        }
    }

    @Test("bytes that change, appear and vanish never do harm")
    func mutations() {
        var generator = SeededGenerator(seed: 11)
        let head = Self.head(
            "\(Self.input("a", "BYTES", "[2,1]", 11)),\(Self.input("b", "FP32", "[1,2]", 8))")
        let data: [UInt8] = [1, 0, 0, 0, 97, 2, 0, 0, 0, 0xC3, 0xA9] + Self.word(7)
        for _ in 0..<5_000 {
            var body = head + data
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<body.count, using: &generator)
                body[place] = UInt8.random(in: 0...255, using: &generator)
            }
            _ = inferenceError(body, headerLength: head.count)
            _ = inferenceError(body)
        }
    }

    static func word(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func input(_ name: String, _ datatype: String, _ shape: String, _ size: Int) -> String {
        #"{"name":"\#(name)","datatype":"\#(datatype)","shape":\#(shape),"#
            + #""parameters":{"binary_data_size":\#(size)}}"#
    }

    static func head(_ inputs: String) -> [UInt8] { bytes(#"{"inputs":[\#(inputs)]}"#) }
}

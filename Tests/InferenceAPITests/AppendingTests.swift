import Testing

@testable import InferenceAPI

@Suite struct AppendingTests {
    @Test(
        "a number is appended as its digits",
        arguments: [0, 1, 9, 10, 99, 100, 12_345, 1_000_000, .max, .max / 10, .max / 10 + 1])
    func decimal(number: UInt64) {
        var bytes = Array("x".utf8)

        JSONText.integer(number, to: &bytes)

        #expect(String(decoding: bytes, as: UTF8.self) == "x\(number)")
    }

    @Test("bytes are appended behind those that are there", arguments: [0, 1, 7, 4_096])
    func span(count: Int) {
        let more = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        var bytes: [UInt8] = [255]

        bytes.append(more.span)

        #expect(bytes == [255] + more)
    }
}

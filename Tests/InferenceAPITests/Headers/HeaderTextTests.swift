import Testing

@testable import InferenceAPI

@Suite struct HeaderTextTests {
    private static let text: StaticString = "content-length"

    @Test("text is compared without regard to ASCII case, and to nothing else")
    func matches() {
        let expected = Array("content-length".utf8)
        for place in expected.indices {
            for byte in UInt8.min...UInt8.max {
                var bytes = expected
                bytes[place] = byte
                let isSame = bytes.span.matches(Self.text, at: 0)

                #expect(isSame == (Self.lowered(byte) == expected[place]), "\(byte) at \(place)")
            }
        }
    }

    @Test(
        "text matches where it lies wholly inside",
        arguments: [(0, false), (1, true), (2, false), (15, false), (100, false), (-1, false)])
    func place(start: Int, isThere: Bool) {
        let bytes = Array(":Content-LENGTH".utf8)
        let matches = bytes.span.matches(Self.text, at: start)

        #expect(matches == isThere)
    }

    @Test("a byte is found where a plain search finds it, and a line where it ends")
    func search() {
        var random = SplitMix64(seed: 3)
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &random)
            let bytes = (0..<count).map { _ in
                [0, 10, 13, 58, 65, 255].randomElement(using: &random) ?? 0 as UInt8
            }
            let low = Int.random(in: 0...count, using: &random)
            let range = low..<Int.random(in: low...count, using: &random)
            let own = Array(bytes[range])
            let span = bytes.span
            let found = span.firstIndex(of: 10, in: range)
            let next = span.line(from: low)?.next
            let isItself = span.isSame(own, as: range)
            let isOther = span.isSame(own.dropLast() + [own.last.map { $0 ^ 1 } ?? 0], as: range)
            let isLonger = span.isSame(own + [0], as: range)

            #expect(found == bytes[range].firstIndex(of: 10))
            #expect(next == bytes[low...].firstIndex(of: 10).map { $0 + 1 })
            #expect(isItself && !isOther && !isLonger)
        }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 {
        (65...90).contains(byte) ? byte + 32 : byte
    }
}

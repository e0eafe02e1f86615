import Tensors
import Testing

@Suite struct CategoryHashTests {
    @Test(
        "a category's hash is the one that CatBoost 1.2.10 gives, at every length of text",
        arguments: [
            ("", 797_982_799), ("u", 1_981_898_051), ("ab", 4_090_249_022), ("abc", 978_243_121),
            ("beta", 1_564_428_181), ("délta", 3_362_086_435), ("12345678", 1_054_993_967),
            ("123456789", 1_389_760_245), ("sixteen bytes ok", 2_612_430_904),
            ("seventeen bytes o", 635_817_410), (String(repeating: "x", count: 32), 664_286_079),
            ("thirty-three bytes long category!", 2_727_504_396),
            (String(repeating: "y", count: 64), 1_213_635_094),
            (String(repeating: "z", count: 65), 1_972_452_671),
            (String(repeating: "w", count: 128), 3_045_890_605),
            (
                String(
                    repeating: "the quick brown fox jumps over the lazy dog ", count: 5),
                30_737_641
            ),
        ] as [(String, UInt32)])
    func values(text: String, expected: UInt32) {
        #expect(CategoryHash.value(of: text) == Int32(bitPattern: expected))
    }
}

import InferenceAPI
import Testing

struct JSONTextTests {
    @Test(
        "numbers take the fewest digits that say them",
        arguments: [
            (0.0, "0.0"), (-0.0, "-0.0"), (1, "1.0"), (-1.5, "-1.5"), (0.1, "0.1"), (100, "100.0"),
            (0.2897033989429474, "0.2897033989429474"), (0.3042130172252655, "0.3042130172252655"),
            (0.05282164365053177, "0.05282164365053177"),
            (0.9471783638000488, "0.9471783638000488"),
            (0.0046140821650624275, "0.0046140821650624275"), (1e15, "1000000000000000.0"),
            (1e16, "1e+16"), (0.0001, "0.0001"), (0.00001, "1e-05"),
            (.leastNonzeroMagnitude, "5e-324"),
            (.greatestFiniteMagnitude, "1.7976931348623157e+308"), (123456.789, "123456.789"),
            (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
        ])
    func number(value: Double, text: String) {
        #expect(written { JSONText.number(value, to: &$0) } == text)
    }

    @Test("numbers are written as Swift describes them, whatever their size")
    func describesAsSwift() {
        var generator = SeededGenerator(seed: 5)
        for round in 0..<60_000 {
            let value = Self.sample(round, &generator)
            guard value.isFinite else { continue }
            let text = written { JSONText.number(value, to: &$0) }
            if text != value.description { Issue.record("\(text), expected \(value)") }
        }
    }

    @Test("numbers come back as they went")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 6)
        let values = (0..<8_000).map { Self.sample($0, &generator) }.filter(\.isFinite)
        let text = written {
            JSONText.raw("{\"data\":[", to: &$0)
            JSONText.numbers(values, to: &$0)
            JSONText.raw("]}", to: &$0)
        }
        let read = try request(text).values
        #expect(read.map(\.bitPattern) == values.map(\.bitPattern))
    }

    @Test("strings are escaped where JSON wants it, and read back")
    func strings() throws {
        let text = "a\"b\\c/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{7F} é 漢 🜁"
        let json = written { JSONText.string(text, to: &$0) }
        #expect(
            json
                == #""a\"b\\c/\b\f\n\r\t\u0000\u001f\u007f é 漢 🜁""#)
        #expect(try JSONValue(json: bytes(json).span) == .text(text))
    }

    @Test("a tree is written without spaces, its members in their order")
    func tree() throws {
        let json = #"{"b":[1,2.0,null,true,"x"],"a":{},"c":[]}"#
        let tree = try JSONValue(json: bytes(json).span)
        #expect(written { JSONText.value(tree, to: &$0) } == json)
    }

    /// Any bit pattern, doubles of daily life, widened floats, numbers of few digits, and the
    /// powers of two with their neighbours, where the gaps between doubles change.
    private static func sample(_ round: Int, _ generator: inout SeededGenerator) -> Double {
        let bits = generator.next()
        switch round % 6 {
        case 0: return Double(bitPattern: bits)
        case 1: return Double.random(in: -1000...1000, using: &generator)
        case 2: return Double(Float.random(in: 0...1, using: &generator))
        case 3: return Double(bits >> 44) / 1000
        case 4: return Double(sign: .minus, exponent: Int(bits % 120) - 60, significand: 1)
        default:
            let power = Double(sign: .plus, exponent: Int(bits % 120) - 60, significand: 1)
            return bits & 1024 == 0 ? power.nextUp : power.nextDown
        }
    }
}

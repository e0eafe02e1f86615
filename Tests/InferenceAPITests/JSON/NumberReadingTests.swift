import InferenceAPI
import Testing

/// Numbers are compared with `Double(String)`, which asks the C library.
struct NumberReadingTests {
    @Test(
        "a number becomes the nearest double",
        arguments: [
            "0", "-0", "0.0", "-0.0", "1", "-1", "0.1", "5.1", "1e0", "1E+2", "1e-2", "12.5e-1",
            "9007199254740992", "9007199254740993", "9007199254740994", "9007199254740995",
            "9007199254740993.0000000000000000000000000000000001", "9007199254740992.5",
            "1.00000000000000011102230246251565404236316680908203125",
            "1.00000000000000011102230246251565404236316680908203124",
            "1.00000000000000011102230246251565404236316680908203126",
            "1.0000000000000001110", "1.0000000000000001111", "4.5e15", "4503599627370496.5",
            "4503599627370497.5", "18446744073709551615", "18446744073709551616",
            "9999999999999999999", "1e22", "1e23", "1e27", "1e28", "9999999999999999999e27",
            "1e-27", "9999999999999999999e-27", "1e-28", "1e308", "1.7976931348623157e308",
            "1.7976931348623158e308", "1.7976931348623159e308", "5e-324", "2.4703282292062327e-324",
            "2.4703282292062328e-324", "2.2250738585072011e-308", "2.2250738585072014e-308",
            "1e-400", "0e999999999999", "0.000000000000000000000000000000000001e36",
            "0.2897033989429474", "0.05282164365053177", "123456789012345678e-10",
        ])
    func nearest(text: String) throws {
        try expectNearest([text])
    }

    @Test("digits without end, and exponents that make up for them")
    func long() throws {
        let zeros = String(repeating: "0", count: 2_000)
        try expectNearest([
            "1\(zeros)", "1\(zeros)e-2000", "0.\(zeros)1e2001", "-0.\(zeros)1",
            "9007199254740993.\(zeros)1", "9007199254740993.\(zeros)",
        ])
    }

    @Test("random doubles in their shortest form")
    func shortest() throws {
        var generator = SeededGenerator(seed: 1)
        try expectNearest(
            (0..<60_000).map { _ in Double(bitPattern: generator.next()) }
                .filter(\.isFinite).map(\.description))
    }

    @Test("random digits with random exponents, many of them of more digits than a double has")
    func digits() throws {
        var generator = SeededGenerator(seed: 2)
        let texts = (0..<60_000).map { _ in
            let whole = generator.next() >> UInt64.random(in: 0..<64, using: &generator)
            let fraction = generator.next() >> UInt64.random(in: 0..<64, using: &generator)
            let exponent = Int.random(in: -40...40, using: &generator)
            return "\(whole).\(fraction)" + (exponent < 20 ? "e\(exponent)" : "")
        }
        try expectNearest(texts)
    }

    @Test("19 digits scaled by every power that has a way of its own")
    func wide() throws {
        var generator = SeededGenerator(seed: 3)
        let texts = (-30...30).flatMap { exponent in
            (0..<700).map { _ in
                let shift = UInt64.random(in: 0..<63, using: &generator)
                return "\(generator.next() % 10_000_000_000_000_000_000 >> shift)e\(exponent)"
            }
        }
        try expectNearest(texts)
    }

    @Test("halfway between two doubles goes to the even one, a digit more or less to its side")
    func halfway() throws {
        var generator = SeededGenerator(seed: 4)
        let texts = (0..<15_000).flatMap { _ -> [String] in
            // Odd multiples of half a unit in the last place of numbers up to 2^63.
            let shift = UInt64.random(in: 1...10, using: &generator)
            let even = (generator.next() >> 11 | 1 << 52) << shift
            let half = even + 1 << (shift - 1)
            return ["\(half)", "\(half - 1)", "\(half + 1)", "\(half)e0", "\(half).0"]
        }
        try expectNearest(texts)
    }

    @Test("every byte after some digits ends the number or is refused")
    func digitRuns() throws {
        for length in [0, 5, 6, 7, 8] {
            for byte in UInt8.min...UInt8.max {
                let digits = "123456789".prefix(length)
                var body = bytes("{\"data\":[[0.5\(digits)")
                body.append(byte)
                body += bytes("7654321]]}")
                let number = "0.5\(digits)\(Character(Unicode.Scalar(byte)))7654321"
                let read = try? PredictRequest(json: body.span)
                let isNumber = byte | 0x20 == 0x65 || 48...57 ~= byte
                #expect(
                    read?.values == (isNumber ? Double(number).map { [$0] } : nil) || byte == 44)
            }
        }
    }

    @Test("halves and quarters between doubles, as decimal fractions")
    func fractions() throws {
        var generator = SeededGenerator(seed: 5)
        let texts = (0..<10_000).flatMap { _ -> [String] in
            let half = generator.next() >> 12 | 1 << 52
            let quarter = half >> 1
            return [
                "\(half).5", "\(half).4999", "\(half).5001", "\(quarter).25", "\(quarter).75",
                "\(quarter).2499", "\(quarter).7501",
            ]
        }
        try expectNearest(texts)
    }

    @Test(
        "what the grammar has not is refused",
        arguments: [
            "01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "-01", "0x10", "1_0", "--1", "1e1.5",
            "inf", "nan", "-NaN", "+Infinity", "Inf", "00", "1f", "٣", "1e5e5", "-e5", "- 1",
        ])
    func refused(text: String) {
        let error = requestError(bytes("{\"data\":[[\(text)]]}"))
        guard case .notJSON = error else {
            Issue.record("\(text) gave \(String(describing: error))")
            return
        }
    }

    private func expectNearest(_ texts: [String]) throws {
        for start in stride(from: 0, to: texts.count, by: 1_000) {
            let part = texts[start..<min(start + 1_000, texts.count)]
            let read = try request("{\"data\":[[\(part.joined(separator: ","))]]}").values
            for (text, value) in zip(part, read) {
                let expected = try #require(Double(text))
                if value.bitPattern != expected.bitPattern {
                    Issue.record("\(text) was read as \(value), expected \(expected)")
                }
            }
        }
    }
}

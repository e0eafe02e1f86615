import InferenceAPI
import Testing

struct CSVRowsTests {
    static let numbers = layout("a", "b")
    static let mixed = TableLayout(
        features: [
            .init(name: "n"), .init(name: "i", kind: .integer), .init(name: "t", kind: .text),
        ], takesMissing: true, isNarrow: false)

    static let spelled: [(text: String, values: [Double])] = [
        ("1,2\n", [1.0, 2.0]), ("1,2", [1, 2]), ("1,2\r\n", [1, 2]), ("1,2\r", [1, 2]),
        (" 1 ,\t2 \n", [1, 2]), ("\"1\",\" 2\"\n", [1, 2]), ("+1,.5\n", [1, 0.5]),
        ("5.,007\n", [5, 7]), ("1e3,-2.5E-2\n", [1_000, -0.025]),
        ("0.1,12345678901234567890\n", [0.1, 12_345_678_901_234_567_168]),
        ("\n\n1,2\n\n\n", [1, 2]), ("inf,-Infinity\n", [.infinity, -.infinity]),
    ]

    @Test("numbers come in many spellings", arguments: spelled)
    func spellings(text: String, expected: [Double]) throws {
        let rows = TableRows(csv: bytes(text).span, layout: layout("a", "b", takesMissing: true))
        #expect(try Self.matrix(rows) == expected)
        #expect(rows.rejects.isEmpty)
    }

    @Test("what is missing is NaN", arguments: ["", " ", "nan", "NaN", "NA", "null", "\"\""])
    func missing(field: String) throws {
        let text = bytes("1,\(field)\n\(field),2\n")
        let taken = TableRows(csv: text.span, layout: layout("a", "b", takesMissing: true))
        let values = try Self.matrix(taken)
        #expect(values[1].isNaN)
        #expect(values[2].isNaN)
        let refused = TableRows(csv: text.span, layout: Self.numbers)
        #expect(refused.rows == 0)
        #expect(
            refused.rejects == [
                .init(
                    line: 0,
                    reason: "misses a value for 'b', and the model does not handle missing values"),
                .init(
                    line: 1,
                    reason: "misses a value for 'a', and the model does not handle missing values"),
            ])
    }

    @Test("bad records leave nothing behind, and the others stand")
    func rejects() throws {
        let text = "1,2\nx,3\n4\n5,6,7\n8,0x9\n10,1e999\n\"1\"1,2\n11,12\n\"13,\n14"
        let rows = TableRows(csv: bytes(text).span, layout: Self.numbers)
        #expect(try Self.matrix(rows) == [1, 2, 11, 12])
        #expect(rows.lines == [0, 7])
        #expect(rows.rejects.map(\.line) == [1, 2, 3, 4, 5, 6, 8])
        #expect(
            rows.rejects.map(\.reason) == [
                "has 'x' for 'a', which is no number", "has 1 fields where 2 are expected",
                "has 3 fields where 2 are expected", "has '0x9' for 'b', which is no number",
                "has an infinite number for 'b'", "has text behind the quotation mark of 'a'",
                "has a quotation mark that is never closed",
            ])
    }

    @Test("a number must be finite in the model's width")
    func narrow() {
        let narrow = TableLayout(features: [.init(name: "a")], takesMissing: false, isNarrow: true)
        let rows = TableRows(csv: bytes("1e38\n1e39\n").span, layout: narrow)
        #expect(rows.rows == 1)
        #expect(rows.rejects == [.init(line: 1, reason: "has an infinite number for 'a'")])
    }

    @Test("typed columns are read by their kind, and lines are counted through quotes")
    func mixed() {
        let text =
            "1,2,\"a\"\"\n,b\"\n,3.0,é\nnan,-9223372036854775808,\n2,4,\"\"\n5,x,y\n5,,y\n5,1.5,y\n6,7,\u{7F} z "
        let rows = TableRows(csv: bytes(text).span, layout: Self.mixed)
        guard case .columns(let columns) = rows.content, case .numbers(let numbers) = columns[0]
        else {
            Issue.record("no columns")
            return
        }
        #expect(numbers.map { $0.isNaN ? -1 : $0 } == [1, -1, -1, 2, 6])
        #expect(columns[1] == .integers([2, 3, .min, 4, 7]))
        #expect(columns[2] == .texts(["a\"\n,b", "é", nil, "", "\u{7F} z "]))
        #expect(rows.lines == [0, 2, 3, 4, 8])
        #expect(
            rows.rejects == [
                .init(line: 5, reason: "has 'x' for 'i', which is no integer"),
                .init(
                    line: 6,
                    reason: "misses a value for 'i', and the model does not handle missing values"),
                .init(line: 7, reason: "has '1.5' for 'i', which is no integer"),
            ])
    }

    @Test("bytes that are no UTF-8 are no text")
    func notUTF8() {
        var text = bytes("1,2,a\n1,2,")
        text += [0xC3, 0x28, 0x0A]
        let rows = TableRows(csv: text.span, layout: Self.mixed)
        #expect(rows.rows == 1)
        #expect(rows.rejects.map(\.reason) == ["has bytes for 't' that are no UTF-8 text"])
    }

    @Test("bytes that change never do harm, and every line is a row or a reject")
    func mutations() {
        var generator = SeededGenerator(seed: 5)
        let text = bytes("1,2,a\n\"3\",4,\"b\"\"c\"\r\n5,6,\n")
        let telling = Array("\",\n\r\u{0}x.-".utf8)
        for _ in 0..<5_000 {
            var mutated = text
            for _ in 0..<3 {
                let place = Int.random(in: 0..<mutated.count, using: &generator)
                mutated[place] = telling[Int.random(in: 0..<telling.count, using: &generator)]
            }
            let rows = TableRows(csv: mutated.span, layout: Self.mixed)
            #expect(rows.rows + rows.rejects.count <= rows.lineCount + 1)
            let end = RecordEnd.ofCSV(mutated.span)
            let parts = [mutated[..<end], mutated[end...]].map {
                TableRows(csv: Array($0).span, layout: Self.mixed)
            }
            #expect(parts.map(\.rows).reduce(0, +) == rows.rows)
            _ = try? CSVHeader.read(mutated.span, layout: Self.mixed)
        }
    }

    static func matrix(_ rows: TableRows) throws -> [Double] {
        guard case .matrix(let values) = rows.content else { throw NoMatrix() }
        return values
    }

    struct NoMatrix: Error {}
}

func layout(_ names: String..., takesMissing: Bool = false) -> TableLayout {
    TableLayout(
        features: names.map { .init(name: $0) }, takesMissing: takesMissing, isNarrow: false)
}

import Testing

@testable import ModelImport

@Suite struct DocumentCursorTests {
    private func cursor(_ text: String) throws -> DocumentCursor {
        DocumentCursor(try Document(json: Array(text.utf8), rounding: .float64))
    }

    @Test("an error names the way to the value, what was found and what is expected")
    func path() throws {
        let root = try cursor(#"{"model": {"trees": [{"left": [1]}, {"left": "x"}]}}"#)
        let trees = try root.member("model").member("trees").elements()
        let error = #expect(throws: ImportFault.self) {
            try trees[1].member("left").integers(1, in: 0...9)
        }
        #expect(
            error
                == .value(
                    path: "model.trees[1].left", found: "the text 'x'",
                    expected: "an array of numbers"))
        #expect(throws: ImportFault.self) { try trees[0].member("right") }
        #expect(try trees[0].optional("right")?.value == nil)
    }

    @Test("numbers are read in the range and the count that are due")
    func numbers() throws {
        let root = try cursor(#"{"a": [1, 2, 3], "b": [1, 2.5], "c": 7, "d": null}"#)
        #expect(try root.member("a").integers(3, in: 1...3) == [1, 2, 3])
        #expect(throws: ImportFault.self) { try root.member("a").integers(2) }
        let error = #expect(throws: ImportFault.self) {
            try root.member("a").integers(in: 0...2)
        }
        #expect(
            error
                == .value(
                    path: "a[2]", found: "the integer 3", expected: "an integer from 0 to 2"))
        #expect(throws: ImportFault.self) { try root.member("b").integers() }
        #expect(try root.member("b").doubles() == [1, 2.5])
        #expect(try root.member("c").real() == 7)
        #expect(throws: ImportFault.self) { try root.member("c").integer(in: 0...6) }
        #expect(try root.optional("d")?.value == nil)
    }
}

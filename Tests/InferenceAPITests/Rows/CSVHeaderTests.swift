import InferenceAPI
import Testing

struct CSVHeaderTests {
    @Test(
        "a header is known by the features' names, or by having no number",
        arguments: [
            ("a,b\n1,2\n", 4, 1), ("b,a\r\n1,2\n", 5, 1), ("id,b,\"a\"\n9,1,2\n", 9, 1),
            ("\u{FEFF}a,b\n1,2\n", 7, 1), ("x,y\n1,2\n", 4, 1), ("\n\na,b\n1,2", 6, 3),
            ("1,2\n3,4\n", 0, 0), ("\u{FEFF}1,2\n", 3, 0), ("1,x\n3,4\n", 0, 0), (",\n1,2\n", 0, 0),
            ("x,y,z\n1,2\n", 0, 0), ("", 0, 0), ("a,1\n", 0, 0),
        ])
    func length(text: String, length: Int, lines: Int) throws {
        let header = try CSVHeader.read(bytes(text).span, layout: layout("a", "b"))
        #expect(header.length == length)
        #expect(header.lines == lines)
    }

    @Test("fields stand in the header's order, and others are passed over")
    func order() throws {
        let text = bytes("b,id,a\n1,\"x\"\"\n,\",2\n3,y,4\n")
        let header = try CSVHeader.read(text.span, layout: layout("a", "b"))
        let rows = TableRows(csv: Array(text[header.length...]).span, layout: header.layout)
        #expect(try CSVRowsTests.matrix(rows) == [2, 1, 4, 3])
        #expect(rows.lines == [0, 2])
    }

    @Test(
        "a header that has some of the features, or one twice, is refused",
        arguments: [
            ("a,c\n1,2\n", CSVHeaderError.missing("b", found: ["a", "c"])),
            ("a,b,a\n1,2,3\n", .twice("a")),
        ])
    func refused(text: String, error: CSVHeaderError) {
        #expect(throws: error) {
            _ = try CSVHeader.read(bytes(text).span, layout: layout("a", "b"))
        }
    }

    @Test(
        "a block ends with its last whole record",
        arguments: [
            ("1,2\n3,4\n5", 8), ("1,2\r\n3", 5), ("1,2", 0), ("", 0), ("\"a\nb\",1\n2", 8),
            ("\"a\nb", 0), ("1,\"a\n\"\"b\n\"\n\"c\n", 11), ("1,5'10\"\n2\n3", 10),
            ("\"a\"\r\n\"b\"\r", 5), ("\"a\"\r", 0), ("\"a\"\nb\r", 4),
        ])
    func recordEnd(text: String, end: Int) {
        #expect(RecordEnd.ofCSV(bytes(text).span) == end)
    }

    @Test("texts are quoted only where they must be")
    func writing() {
        let texts = ["a b", "", "a,b", "a\"b", "a\nb", "é"]
        #expect(
            texts.map { text in written { CSVText.text(text, to: &$0) } }
                == ["a b", "\"\"", "\"a,b\"", "\"a\"\"b\"", "\"a\nb\"", "é"])
        #expect(
            [0.1, 1, -.infinity, .nan].map { number in written { CSVText.number(number, to: &$0) } }
                == ["0.1", "1.0", "-inf", "nan"])
    }
}

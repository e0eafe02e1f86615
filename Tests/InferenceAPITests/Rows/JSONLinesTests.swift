import InferenceAPI
import Testing

struct JSONLinesTests {
    @Test("a line is a list in the features' order or an object by their names")
    func forms() throws {
        let text = #"""
            [1,2]
             {"b":4,"x":[{"y":1}],"a":3} 

            {"a":NaN,"b":-Infinity}
            """#
        let rows = TableRows(
            jsonLines: bytes(text).span, layout: layout("a", "b", takesMissing: true))
        let values = try CSVRowsTests.matrix(rows)
        #expect(values.map { $0.isNaN ? 0 : $0 } == [1, 2, 3, 4, 0, -.infinity])
        #expect(rows.lines == [0, 1, 3])
        #expect(rows.lineCount == 4)
    }

    @Test(
        "a bad line is refused by itself",
        arguments: [
            ("[1]", "has 1 fields where 2 are expected"),
            ("[1,2,[3]]", "has 3 fields where 2 are expected"),
            (#"[1,"2"]"#, "has a string for 'b', which takes a number"),
            ("[1,true]", "has a boolean for 'b', which takes a number"),
            (#"{"a":1}"#, "has no 'b'"), (#"{"a":1,"a":2,"b":3}"#, "has 'a' twice"),
            ("7", "is a number, expected a list or an object"),
            ("[1,2", "is not valid JSON: at byte 4, the text ends too early"),
            ("[1,2] 3", "is not valid JSON: at byte 6, nothing may follow the value"),
            ("[1,null]", "misses a value for 'b', and the model does not handle missing values"),
            ("[1,1e999]", "has an infinite number for 'b'"),
        ])
    func refused(line: String, reason: String) throws {
        let rows = TableRows(
            jsonLines: bytes("[1,2]\n\(line)\n[3,4]").span, layout: layout("a", "b"))
        #expect(try CSVRowsTests.matrix(rows) == [1, 2, 3, 4])
        #expect(rows.rejects == [.init(line: 1, reason: reason)])
    }

    @Test("typed columns are read by their kind")
    func mixed() {
        let text = #"""
            [1,2,"a"]
            [null,3.0,null]
            {"t":7,"i":-1,"n":0.5}
            [1,1.5,"x"]
            [1,null,"x"]
            [1,2,1.5]
            """#
        let rows = TableRows(jsonLines: bytes(text).span, layout: CSVRowsTests.mixed)
        guard case .columns(let columns) = rows.content else {
            Issue.record("no columns")
            return
        }
        #expect(columns[1] == .integers([2, 3, -1]))
        #expect(columns[2] == .texts(["a", nil, "7"]))
        #expect(
            rows.rejects.map(\.reason) == [
                "has '1.5' for 'i', which is no integer",
                "misses a value for 'i', and the model does not handle missing values",
                "has a number for 't', which takes a string",
            ])
    }
}

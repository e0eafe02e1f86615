import InferenceAPI
import Testing

@Suite struct MixedRequestTests {
    @Test("rows may mix texts, integers, numbers and null")
    func mixed() throws {
        let request = try MixedRequest(
            json: bytes(#"{"data":[["r\u00e9d", 1.0, 9007199254740993, null],["", -2e0,-0,NaN]]}"#)
                .span)
        #expect(request.columns == 4)
        #expect(
            request.rows == [
                [.text("réd"), .number(1), .integer(9_007_199_254_740_993), .missing],
                [.text(""), .number(-2), .integer(0), .missing],
            ])
    }

    @Test("a truth, a list or an object is no value")
    func refused() {
        for value in ["true", "[1]", "{}", "nul", #""open"#] {
            #expect(throws: PredictRequestError.self) {
                try MixedRequest(json: bytes(#"{"data":[["a", \#(value)]]}"#).span)
            }
        }
        #expect(throws: PredictRequestError.ragged(row: 1, found: 2, expected: 1)) {
            try MixedRequest(json: bytes(#"{"data":[["a"],["b","c"]]}"#).span)
        }
    }

    @Test("a proxy's shape takes texts where it is told to, and else refuses them")
    func shape() throws {
        let json = bytes(#"{"data":[["a",1],["b",2]]}"#)
        #expect(try RequestShape(json: json.span, allowingTexts: true).rows == 2)
        #expect(throws: PredictRequestError.self) { try RequestShape(json: json.span) }
        #expect(throws: PredictRequestError.self) { try PredictRequest(json: json.span) }
    }
}

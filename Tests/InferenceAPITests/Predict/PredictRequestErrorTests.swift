import InferenceAPI
import Testing

struct PredictRequestErrorTests {
    private static let limits = RequestLimits(rows: 3, features: 4, bodyBytes: 100)

    @Test(
        "what is wrong is said with its place",
        arguments: [
            ("", .notJSON(offset: 0, reason: .endOfText)),
            ("  ", .notJSON(offset: 2, reason: .endOfText)),
            ("{}", .missingData),
            (#"{"dat":[[1]]}"#, .missingData),
            ("[[1]]", wrongType(0, .object, .list)),
            ("3", wrongType(0, .object, .number)),
            (#"{"data":3}"#, wrongType(8, .list, .number)),
            (#"{"data":null}"#, wrongType(8, .list, .null)),
            (#"{"data":{}}"#, wrongType(8, .list, .object)),
            (#"{"data":[1,2]}"#, wrongType(9, .list, .number, row: 0)),
            (#"{"data":[[1],"a"]}"#, wrongType(13, .list, .text, row: 1)),
            (#"{"data":[[1,"2"]]}"#, wrongType(12, .number, .text, row: 0, column: 1)),
            (#"{"data":[[1],[true]]}"#, wrongType(14, .number, .boolean, row: 1, column: 0)),
            (#"{"data":[[[1]]]}"#, wrongType(10, .number, .list, row: 0, column: 0)),
            (#"{"data":[]}"#, .emptyData),
            (#"{"data":[[]]}"#, .emptyRow(row: 0)),
            (#"{"data":[[1],[]]}"#, .emptyRow(row: 1)),
            (#"{"data":[[1,2],[3]]}"#, .ragged(row: 1, found: 1, expected: 2)),
            (#"{"data":[[1],[3,4,5,6,7,8]]}"#, .ragged(row: 1, found: 6, expected: 1)),
            (#"{"data":[[1],[1],[1],[1]]}"#, .tooManyRows(limit: 3)),
            (#"{"data":[[1,2,3,4,5,6]]}"#, .tooManyFeatures(row: 0, found: 6, limit: 4)),
            (#"{"data":[[1,2,3,4,NaN,null]]}"#, .tooManyFeatures(row: 0, found: 6, limit: 4)),
            (
                #"{"data":[[1],[1,[2]]]}"#,
                wrongType(16, .number, .list, row: 1, column: 1)
            ),
            (#"{"data":[[1]],"data":[[1]]}"#, .duplicateData(offset: 14)),
            (#"{"data":[[1]]} x"#, .notJSON(offset: 15, reason: .trailingBytes)),
            (#"{"data":[[1 2]]}"#, .notJSON(offset: 12, reason: .expectedCommaOrBracket)),
            (#"{"data":[[1,]]}"#, .notJSON(offset: 12, reason: .expectedValue)),
            (#"{"data":[[01]]}"#, .notJSON(offset: 10, reason: .badNumber)),
            (#"{"data" [[1]]}"#, .notJSON(offset: 8, reason: .expectedColon)),
            (#"{data:[[1]]}"#, .notJSON(offset: 1, reason: .expectedKey)),
            (#"{"data":[[1]];"#, .notJSON(offset: 13, reason: .expectedCommaOrBrace)),
            (String(repeating: " ", count: 101), .tooManyBytes(found: 101, limit: 100)),
        ] as [(String, PredictRequestError)])
    func place(text: String, expected: PredictRequestError) {
        #expect(requestError(bytes(text), limits: Self.limits) == expected)
    }

    @Test("the limits themselves are allowed")
    func limits() throws {
        let text = #"{"data":[[1,2,3,4],[1,2,3,4],[1,2,3,4]]}"#
        #expect(try request(text, limits: Self.limits).values.count == 12)
    }

    @Test(
        "every error is one sentence",
        arguments: [
            (
                .ragged(row: 1, found: 3, expected: 4),
                "Row 1 of \"data\" has 3 values, expected 4 as in row 0."
            ),
            (
                wrongType(12, .number, .text, row: 0, column: 1),
                "Column 1 of row 0 of \"data\" is a string, expected a number, at byte 12."
            ),
            (
                wrongType(9, .list, .number, row: 0),
                "Row 0 of \"data\" is a number, expected a list, at byte 9."
            ),
            (
                wrongType(8, .list, .null),
                "The value of \"data\" is null, expected a list, at byte 8."
            ),
            (wrongType(0, .object, .list), "The body is a list, expected an object, at byte 0."),
            (
                .notJSON(offset: 7, reason: .badNumber),
                "The body is not valid JSON: at byte 7, the number is malformed."
            ),
            (
                .tooManyFeatures(row: 0, found: 9, limit: 8),
                "Row 0 of \"data\" has 9 values, more than the limit of 8."
            ),
        ] as [(PredictRequestError, String)])
    func sentence(error: PredictRequestError, text: String) {
        #expect(error.description == text)
    }

    private static func wrongType(
        _ offset: Int, _ expected: JSONKind, _ found: JSONKind, row: Int? = nil, column: Int? = nil
    ) -> PredictRequestError {
        .wrongType(offset: offset, expected: expected, found: found, row: row, column: column)
    }
}

import InferenceAPI
import Testing

struct MemberAnswerTests {
    @Test(
        "one row may come flat or nested",
        arguments: [
            #"{"prediction":[0.5,0.25]}"#, #"{"prediction":[[0.5,0.25]]}"#,
            #" {"id":[1],"prediction" : [ 0.5 , 25e-2 ],"x":"y"} "#,
        ])
    func oneRow(text: String) throws {
        let answer = try MemberAnswer(json: bytes(text).span, rows: 1)
        #expect(answer.rows == 1 && answer.columns == 2 && answer.values == [0.5, 0.25])
        try MemberAnswer.check(bytes(text).span, rows: 1)
    }

    @Test("several rows are read in row-major order, null as NaN")
    func severalRows() throws {
        let text = #"{"prediction":[[1,null],[2.0,3]]}"#
        let answer = try MemberAnswer(json: bytes(text).span, rows: 2)
        #expect(answer.rows == 2 && answer.columns == 2)
        #expect(answer.values[0] == 1 && answer.values[1].isNaN && answer.values[3] == 3)
    }

    @Test("what the response writer writes is read back")
    func roundTrip() throws {
        let values = [0.2897033989429474, 0.710296630859375, 1e-9, 5]
        var bytes: [UInt8] = []
        PredictResponse.append(prediction: values, rows: 2, columns: 2, to: &bytes)
        #expect(try MemberAnswer(json: bytes.span, rows: 2).values == values)
    }

    @Test(
        "what is wrong is said",
        arguments: [
            ("", 1, .notJSON(offset: 0, reason: .endOfText)),
            ("{}", 1, .missingPrediction),
            ("[]", 1, .wrongType(offset: 0, expected: .object, found: .list)),
            (#"{"prediction":null}"#, 1, .wrongType(offset: 14, expected: .list, found: .null)),
            (#"{"prediction":{}}"#, 1, .wrongType(offset: 14, expected: .list, found: .object)),
            (#"{"prediction":[]}"#, 1, .wrongRows(found: 0, expected: 1)),
            (#"{"prediction":[[]]}"#, 1, .emptyRow(row: 0)),
            (#"{"prediction":[0.5,0.5]}"#, 3, .wrongRows(found: 1, expected: 3)),
            (#"{"prediction":[[1],[2]]}"#, 3, .wrongRows(found: 2, expected: 3)),
            (#"{"prediction":[[1],[2]]}"#, 1, .wrongRows(found: 2, expected: 1)),
            (#"{"prediction":[[1,2],[2]]}"#, 2, .ragged(row: 1, found: 1, expected: 2)),
            (#"{"prediction":["a"]}"#, 1, .wrongType(offset: 15, expected: .number, found: .text)),
            (#"{"prediction":[NaN]}"#, 1, .notJSON(offset: 15, reason: .expectedValue)),
            (#"{"prediction":[1],"prediction":[1]}"#, 1, .duplicatePrediction(offset: 18)),
            (#"{"prediction":[1]}x"#, 1, .notJSON(offset: 18, reason: .trailingBytes)),
            (
                #"{"prediction":[1,[2]]}"#, 1,
                .wrongType(offset: 17, expected: .number, found: .list)
            ),
            ("Internal Server Error", 1, .notJSON(offset: 0, reason: .expectedValue)),
        ] as [(String, Int, MemberAnswerError)])
    func errors(text: String, rows: Int, expected: MemberAnswerError) {
        #expect(answerError(bytes(text), rows: rows) == expected)
    }

    @Test("an answer of the first row alone names the rows found and expected")
    func firstRowAlone() {
        #expect(
            MemberAnswerError.wrongRows(found: 1, expected: 3).description
                == "The answer has predictions for 1 row, expected 3.")
    }
}

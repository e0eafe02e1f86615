import InferenceAPI
import Testing

struct ProblemTests {
    @Test("a problem is written in the order of the contract and read back")
    func roundTrip() throws {
        let problem = Problem(
            .deadlinePassed, status: 504, detail: "setosa did not answer \"in time\".",
            requestID: RequestID("abc123"),
            extensions: [.init("services", .list([.text("setosa")]))])
        let text = written { problem.append(to: &$0) }
        #expect(
            text == #"{"type":"/problems/deadline-passed","title":"The deadline has passed","#
                + #""status":504,"detail":"setosa did not answer \"in time\".","#
                + #""request_id":"abc123","services":["setosa"]}"#)
        #expect(try Problem(json: bytes(text).span) == problem)
    }

    @Test(
        "the detail of a member is found, whichever stack it runs on",
        arguments: [
            (#"{"type":"x","title":"t","detail":"Row 1 has 3 values."}"#, "Row 1 has 3 values."),
            (#"{"detail":"Not Found"}"#, "Not Found"),
            (
                #"{"detail":[{"loc":["body","data",0],"msg":"field required","type":"x"}]}"#,
                "body.data.0: field required"
            ),
            (#"{"detail":[{"msg":"a"},{"msg":"b"}]}"#, "a; b"),
            (#"{"error":"unknown model"}"#, "unknown model"), (#"{"title":"Oh"}"#, "Oh"),
            ("Internal Server Error", nil), ("{}", nil), ("", nil), (#"{"detail":7}"#, nil),
            (#"{"detail":""}"#, nil),
        ])
    func detail(body: String, expected: String?) {
        #expect(Problem.detail(of: bytes(body).span) == expected)
    }

    @Test("a long detail is cut off")
    func longDetail() {
        let body = "{\"detail\":\"\(String(repeating: "x", count: 5_000))\"}"
        #expect(Problem.detail(of: bytes(body).span)?.count == Problem.maximumDetail)
    }
}

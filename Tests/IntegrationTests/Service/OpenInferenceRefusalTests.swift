import Testing

extension Integration {
    @Suite struct OpenInferenceRefusalTests {
        static let infer = OpenInferenceTests.infer
        static let row = OpenInferenceTests.row

        static let refusals: [(call: HTTPCall, status: Int, says: String)] = [
            (.get("/v2/nothing"), 404, "There is no /v2/nothing."),
            (.get("/v2/models/iris"), 404, "There is no model iris; there are: iris-setosa, "),
            (.post("/v2/models/iris/infer", "{}"), 404, "There is no model iris"),
            (.get("/v2/models/iris-setosa/versions/2"), 404, "has no version 2, only 1"),
            (.get(infer), 405, "/v2/models/iris-setosa/infer takes POST, not GET."),
            (.post("/v2/health/live", "{}"), 405, "takes GET, HEAD, not POST"),
            (.post("/v2/models/iris-setosa", "{}"), 405, "takes GET, HEAD, not POST"),
            (.post(infer, "{}", type: "text/csv"), 415, "application/octet-stream, not text/csv"),
            (.post(infer, "{}", headers: ["content-encoding: gzip"]), 415, "not as gzip"),
            (.post(infer, "no"), 400, "not valid JSON: at byte 0"),
            (.post(infer, "{}"), 422, #"has no "inputs""#),
            (
                .post(infer, "{}", headers: ["Inference-Header-Content-Length: 3"]), 400,
                "is 3, but the body has 2 bytes"
            ),
            (
                .post(infer, "{}", headers: ["Inference-Header-Content-Length: -1"]), 400,
                "must be a number of bytes, not -1"
            ),
            (
                .post(infer, "1234567", headers: ["Inference-Header-Content-Length: 0"]), 400,
                "The raw body has 7 bytes, which is no whole number of rows of 32 bytes."
            ),
            (call(row.replacing("FP64", with: "FP16")), 400, "which has no JSON form"),
            (
                call(row.replacing("[1,4]", with: "[2,4]")), 422,
                "has 4 values where its shape [2, 4]"
            ),
            (
                call(row.replacing("[1,4]", with: "[2,2]")), 422,
                #"iris-setosa takes one input of shape [rows, 4], or one input a feature by its "#
                    + #"name; "x" has the shape [2, 2]."#
            ),
            (call(row.replacing("[1,4]", with: "[4]")), 422, #""x" has the shape [4]."#),
            (call(row.replacing("4.0", with: "NaN")), 422, "column 3 is missing"),
            (call(row.replacing("4.0", with: "1e400")), 422, "column 3 is infinite"),
            (
                call("\(row),\(row.replacing("x", with: "y"))"), 422,
                #"takes an input "sepal length (cm)", which is missing"#
            ),
            (
                call(row, outputs: #"[{"name":"proba"}]"#), 422,
                #"iris-setosa has no output "proba"; it has: label, probabilities, decision."#
            ),
            (
                call(#"{"name":"x","datatype":"FP64","shape":[70000,4],"data":[]}"#), 413,
                "70000 rows, more than the limit of 65536"
            ),
            (
                .post(infer, #"{"inputs":[\#(row)]}"#, headers: ["X-Request-Timeout: no"]), 400,
                "X-Request-Timeout"
            ),
        ]

        @Test func `every refusal is an error of the protocol, and the service goes on`()
            async throws
        {
            try await OpenInferenceTests.iris { port in
                let connection = try await Connection(port: port)
                for refusal in Self.refusals {
                    let reply = try await connection.ask(refusal.call)
                    #expect(reply.status == refusal.status, "\(refusal.call.testDescription)")
                    let error = try reply.inferenceError()
                    #expect(error.contains(refusal.says), "\(error)")
                }
            }
        }

        @Test func `a body over the limit is refused`() async throws {
            try await OpenInferenceTests.iris { port in
                let reply = try await ask(port, .post(Self.infer, HTTPEdgeTests.overlong))
                #expect(reply.status == 413)
                #expect(try reply.inferenceError().contains("16777216"))
            }
        }

        static func call(_ inputs: String, outputs: String = "[]") -> HTTPCall {
            .post(infer, #"{"inputs":[\#(inputs)],"outputs":\#(outputs)}"#)
        }
    }
}

import InferenceAPI
import Testing

/// A request that is refused, and what the refusal says.
struct Refusal: Sendable, CustomTestStringConvertible {
    let call: HTTPCall
    let status: Int
    let type: String
    /// Words that the detail must have.
    let says: [String]

    init(_ body: String, _ status: Int, _ type: String, _ says: String...) {
        self.init(.post("/predict", body), status, type, says)
    }

    init(_ call: HTTPCall, _ status: Int, _ type: String, _ says: [String]) {
        self.call = call
        self.status = status
        self.type = "/problems/\(type)"
        self.says = says
    }

    var testDescription: String { call.testDescription }
}

extension Integration {
    @Suite struct BadInputTests {
        static let bodies = [
            Refusal("not JSON", 400, "not-json", "byte 0"),
            Refusal("", 400, "not-json", "byte 0"),
            Refusal(#"{"data":[[1,2,3,4]]"#, 400, "not-json", "byte 19"),
            Refusal(#"{"data":[[1,2,3,4]]} x"#, 400, "not-json", "byte 21"),
            Refusal(#"[[1,2,3,4]]"#, 400, "wrong-type", "byte 0", "object"),
            Refusal(#"{"data":"rows"}"#, 400, "wrong-type", "byte 8", "list"),
            Refusal(#"{"data":[1,2,3,4]}"#, 400, "wrong-type", "byte 9"),
            Refusal(#"{"data":[[1,2,"3",4]]}"#, 400, "wrong-type", "byte 14", "string"),
            Refusal(#"{"data":[[1,2,true,4]]}"#, 400, "wrong-type", "byte 14"),
            Refusal(#"{"data":[[1,2,3,4],[1,2,3]]}"#, 422, "unfit-data", "Row 1", "3", "4"),
            Refusal(#"{"rows":[[1,2,3,4]]}"#, 422, "unfit-data", "data"),
            Refusal(#"{}"#, 422, "unfit-data", "data"),
            Refusal(#"{"data":[]}"#, 422, "unfit-data", "empty"),
            Refusal(#"{"data":[[]]}"#, 422, "unfit-data", "Row 0", "empty"),
            Refusal(
                #"{"data":[\#(Array(repeating: "[1]", count: 65_537).joined(separator: ","))]}"#,
                413, "too-large", "65536"),
        ]

        static let features = [
            Refusal(#"{"data":[[1,2,3]]}"#, 422, "unfit-data", "Row 0", "3", "4"),
            Refusal(#"{"data":[[1,2,3,4,5],[1,2,3,4,5]]}"#, 422, "unfit-data", "5", "4"),
            Refusal(#"{"data":[[1,2,3,4],[1,NaN,3,4]]}"#, 422, "unfit-data", "Row 1"),
            Refusal(#"{"data":[[1,2,3,null]]}"#, 422, "unfit-data", "Row 0"),
            Refusal(#"{"data":[[1,2,-Infinity,4]]}"#, 422, "unfit-data", "Row 0"),
        ]

        static let requests =
            [
                Refusal(
                    .post("/predict", "{}", type: "text/plain"), 415, "unsupported-media-type",
                    ["text/plain", "application/json"]),
                Refusal(.get("/no/such"), 404, "not-found", ["/no/such"]),
                Refusal(.get("/predict"), 405, "method-not-allowed", ["POST", "GET"]),
                Refusal(.post("/health", "{}"), 405, "method-not-allowed", ["GET", "POST"]),
                Refusal(
                    HTTPCall(method: "DELETE", target: "/predict"), 405, "method-not-allowed",
                    ["POST", "DELETE"]),
            ]
            + ["abc", "0", "-5", "1e3", "10ms", ""].map {
                Refusal(
                    .post("/predict", Numbers.bookRow, headers: ["x-request-timeout: \($0)"]), 400,
                    "bad-request", ["X-Request-Timeout"])
            }

        @Test func `a classifier says what is wrong, and goes on`() async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                for refusal in Self.bodies + Self.features + Self.requests {
                    try await expect(refusal, on: connection)
                }
            }
        }

        @Test func `a proxy says the same of bodies, and asks no member about them`() async throws {
            let fake = Fake.good
            try await fake.listening { member in
                try await Scene.proxy(of: [("fake", member)]) { port in
                    let connection = try await Connection(port: port)
                    for refusal in Self.bodies + Self.requests {
                        try await expect(refusal, on: connection)
                    }
                }
            }
            #expect(fake.asked.isEmpty)
        }

        @Test func `a proxy gives the models' own reason when all reject`() async throws {
            try await Scene.iris(["setosa", "setosa", "virginica"]) { port in
                let connection = try await Connection(port: port)
                for refusal in Self.features {
                    var refused = refusal
                    refused = Refusal(refusal.call, refusal.status, "rejected", refusal.says)
                    try await expect(refused, on: connection)
                }
            }
        }

        @Test(arguments: ["/predict", "/predict/label", "/health"])
        func `405 tells the methods that are allowed`(path: String) async throws {
            try await Scene.classifier("setosa") { port in
                let reply = try await ask(port, HTTPCall(method: "PUT", target: path, body: "{}"))
                #expect(reply.status == 405)
                #expect(reply.headers["allow"] == (path == "/health" ? "GET, HEAD" : "POST"))
            }
        }

        @Test(arguments: [
            "application/json; charset=utf-8", "APPLICATION/JSON", "application/a+json",
        ])
        func `other ways to say JSON are JSON`(type: String) async throws {
            try await Scene.classifier("setosa") { port in
                for type in [type, nil] {
                    let call = HTTPCall.post("/predict", Numbers.bookRow, type: type)
                    let reply = try await ask(port, call)
                    #expect(reply.status == 200)
                }
            }
        }

        private func expect(_ refusal: Refusal, on connection: Connection) async throws {
            let reply = try await connection.ask(refusal.call)
            let problem = try reply.problem()
            #expect(reply.status == refusal.status, "\(refusal.testDescription)")
            #expect(problem.type == refusal.type, "\(refusal.testDescription)")
            #expect(problem.requestID == reply.headers["x-request-id"])
            for words in refusal.says {
                #expect(problem.detail.contains(words), "\(refusal.testDescription)")
            }
        }
    }
}

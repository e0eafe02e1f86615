import InferenceAPI
import Testing

extension Integration {
    @Suite struct RequestIDTests {
        @Test(arguments: [
            HTTPCall.get("/health?id=Job_1.a-B"),
            .get("/health", headers: ["X-Request-ID: Job_1.a-B"]),
            .get("/health?id=Job_1.a-B", headers: ["x-request-id: another"]),
            .get("/health?id=not%20one", headers: ["x-request-id: Job_1.a-B"]),
            .get("/no/such/path?id=Job_1.a-B"),
        ])
        func `a client's id comes back, the query's before the header's`(
            call: HTTPCall
        ) async throws {
            try await Scene.classifier("setosa") { port in
                let id = try await ask(port, call).headers["x-request-id"]
                #expect(id == "Job_1.a-B")
            }
        }

        @Test(arguments: [
            HTTPCall.get("/health"), .get("/health?id="), .get("/health?id=a%20b"),
            .get("/health?id=\(String(repeating: "x", count: 65))"),
            .get("/health", headers: ["x-request-id: a b"]),
        ])
        func `without a usable id one of six hexadecimal characters is made`(
            call: HTTPCall
        ) async throws {
            try await Scene.classifier("setosa") { port in
                let id = try #require(try await ask(port, call).headers["x-request-id"])
                #expect(id.wholeMatch(of: /[0-9a-f]{6}/) != nil)
            }
        }

        @Test func `members hear the id, by query and by header`() async throws {
            let fake = Fake.good
            try await fake.listening { member in
                try await Scene.proxy(of: [("fake", member)]) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    _ = try await ask(port, .post("/predict?id=job-7", Numbers.bookRow))
                    let asked = try #require(fake.asked.last)
                    #expect(asked.target == "/predict?id=job-7")
                    #expect(asked.head.contains("x-request-id: job-7"))
                    #expect(asked.body == Numbers.bookRow)
                }
            }
        }

        @Test func `a problem carries the id`() async throws {
            try await Scene.classifier("setosa") { port in
                let reply = try await ask(port, .post("/predict?id=job", "{"))
                #expect(try reply.problem().requestID == "job")
            }
        }
    }
}

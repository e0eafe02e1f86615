import FoundationEssentials
import Testing

@Suite struct StreamTests {
    static let row = #"{"data":[[1.0,2.0,3.0,4.0]]}"#

    /// A member that answers, one that never does, and a route of both that ends after a while.
    private func scene(_ act: (_ port: Int) async throws -> Void) async throws {
        let silent = Fake.predicting { _ in [] }
        try await Fake.good.listening { good in
            try await silent.listening { bad in
                let file = """
                    services:
                      quick: { url: "http://127.0.0.1:$good" }
                      stalled: { url: "http://127.0.0.1:$bad" }
                    routes:
                      default:
                        parallel: [quick, stalled]
                        timeout: 700ms
                        on-timeout: partial
                      strict:
                        parallel: [quick, stalled]
                        timeout: 100ms
                    """
                try await Scene.proxy(of: [("good", good), ("bad", bad)], file: file) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    try await act(port)
                }
            }
        }
    }

    @Test("what arrives is told at once, and the aggregate at the deadline")
    func atOnce() async throws {
        try await scene { port in
            let start = ContinuousClock.now
            let reply = try await ask(port, .post("/predict/stream", Self.row))
            let took = ContinuousClock.now - start

            #expect(reply.headers["content-type"] == "text/event-stream")
            let events = reply.body.components(separatedBy: "\n\n")
            #expect(events.count == 4 && events[3].isEmpty, "\(reply.body)")
            #expect(
                events[0].hasPrefix(
                    "event: prediction\ndata: {\"service\":\"quick\",\"prediction\":[0.25,0.75],"))
            #expect(
                events[1].hasPrefix("event: failure\ndata: {\"service\":\"stalled\",\"error\":"))
            #expect(
                events[2] == "event: answer\ndata: {\"prediction\":{\"proba\":0.25,"
                    + "\"label\":\"quick\"},\"partial\":\"stalled;timeout\"}")
            let quick = try #require(Self.milliseconds(events[0]))
            let stalled = try #require(Self.milliseconds(events[1]))
            #expect(quick < 500 && stalled >= 690)
            #expect(took >= .milliseconds(690))
        }
    }

    @Test("one JSON object a line where the client accepts those")
    func lines() async throws {
        try await scene { port in
            let reply = try await ask(
                port,
                .post("/predict/stream", Self.row, headers: ["accept: application/x-ndjson"]))

            #expect(reply.headers["content-type"] == "application/x-ndjson")
            let lines = reply.body.split(separator: "\n")
            #expect(lines.count == 3)
            #expect(lines.allSatisfy { $0.hasPrefix("{\"event\":\"") && $0.hasSuffix("}") })
        }
    }

    @Test("a request that fails ends its stream with the problem")
    func problem() async throws {
        try await scene { port in
            let reply = try await ask(port, .post("/routes/strict/predict/stream", Self.row))

            #expect(reply.status == 200)
            #expect(reply.body.contains("event: problem\ndata: {\"type\":\"/problems/"))
            #expect(reply.body.contains("\"status\":504"))
        }
    }

    @Test("a bad request gets no stream")
    func badRequest() async throws {
        try await scene { port in
            let reply = try await ask(port, .post("/predict/stream", "{}"))

            #expect(reply.status == 422)
            #expect(reply.headers["content-type"] == "application/problem+json")
        }
    }

    @Test("a client that leaves has the rest given up")
    func clientLeaves() async throws {
        let silent = Fake.predicting { _ in [] }
        try await silent.listening { bad in
            let file = #"services: { stalled: { url: "http://127.0.0.1:$bad" } }"#
            try await Scene.proxy(of: [("bad", bad)], file: file) { port in
                try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                let connection = try await Connection(port: port)
                connection.send(HTTPCall.post("/predict/stream", Self.row).text)
                try await becomesTrue { silent.asked.contains { $0.path == "/predict" } }
                await connection.close()

                try await becomesTrue { silent.closed > 0 }
            }
        }
    }

    private static func milliseconds(_ event: String) -> Double? {
        event.components(separatedBy: "\"milliseconds\":").last
            .flatMap { Double($0.prefix { $0 != "}" }) }
    }
}

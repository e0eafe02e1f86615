import InferenceAPI
import ProxyService
import Testing

extension Integration {
    @Suite struct SignatureFaultTests {
        /// Predicts, but never says what its classes are.
        static let secretive = Fake { asked in
            switch asked.path {
            case "/health": [.send(.ok(#"{"health":"ok"}"#))]
            case "/metadata", "/label": []
            default: [.send(.ok(#"{"prediction":[0.9,0.1]}"#))]
            }
        }

        @Test
        func `a member whose classes cannot be learned is missing from the label`() async throws {
            try await Trio.scene(
                Self.secretive,
                {
                    $0.partial()
                    $0.aggregate = "majority"
                }
            ) { port in
                let reply = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(reply.status == 200)
                #expect(reply.headers["x-chorus-partial"] == "bad;timeout")
            }
        }

        @Test func `in fail mode it fails the label, and says who`() async throws {
            try await Trio.scene(
                Self.secretive,
                {
                    $0.failing()
                    $0.aggregate = "mean"
                }
            ) { port in
                let reply = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(reply.status == 504)
                #expect(try reply.problem().detail.contains("bad did not answer in time"))
            }
        }
    }
}

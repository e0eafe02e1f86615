import FanOut
import InferenceAPI
import ProxyService
import Testing
import Upstreams

extension Integration {
    @Suite struct AllDownTests {
        @Test func `a refused connection is unreachable, at once`() async throws {
            let nobody = try await Trio.unusedPort()
            try await Trio.scene(at: nobody, { $0.onTimeout = .partial }) { port in
                let start = ContinuousClock.now
                let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                #expect(ContinuousClock.now - start < .seconds(1))
                #expect(reply.headers["x-chorus-partial"] == "bad;unreachable")
                let detail = "bad refuses connections."
                #expect(
                    reply.body
                        == Trio.body(
                            #"{"error":{"code":"unreachable","detail":"\#(detail)"}}"#))
            }
            try await Trio.scene(at: nobody) { port in
                let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                #expect(reply.status == 502)
                #expect(try reply.problem().detail == "bad refuses connections.")
            }
        }

        @Test(arguments: ["nobody.invalid", "service_nobody"])
        func `a host that does not resolve does not stop the start`(host: String) async throws {
            try await Fake.good.listening { good in
                let configure: (inout ProxyConfiguration) -> Void = { configuration in
                    configuration.services.append(
                        .init(name: "lost", addresses: [.tcp(host: host, port: 80)]))
                    configuration.onTimeout = .partial
                }
                try await Scene.proxy(of: [("good", good)], configure) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                    #expect(reply.status == 200)
                    #expect(reply.headers["x-chorus-partial"] == "lost;unreachable")
                    let health = try await ask(port, .get("/health/all"))
                    #expect(
                        health.body
                            == #"{"good":{"health":"ok"},"lost":{"health":"unreachable"}}"#)
                }
            }
        }

        @Test func `with no answer at all partial mode fails as well`() async throws {
            let nobody = try await Trio.unusedPort()
            let members = [("x", nobody), ("y", nobody)]
            try await Scene.proxy(of: members, { $0.onTimeout = .partial }) { port in
                // Until the addresses are known the reason is another one.
                try await becomesTrue {
                    let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                    let problem = try reply.problem()
                    #expect(reply.status == 502)
                    return problem.detail == "x refuses connections. y refuses connections."
                }
                let status = try await ask(port, .get("/livez")).status
                #expect(status == 200)
                let ready = try await ask(port, .get("/readyz"))
                #expect(ready.status == 503)
                #expect(try ready.problem().detail.contains("x refuses connections"))
                let health = try await ask(port, .get("/health/all"))
                #expect(health.status == 200)
                #expect(
                    health.body
                        == #"{"x":{"health":"unreachable"},"y":{"health":"unreachable"}}"#)
            }
        }

        @Test func `metadata has null for a member that is down`() async throws {
            let nobody = try await Trio.unusedPort()
            try await Scene.classifier("setosa") { setosa in
                try await Scene.proxy(of: [("gone", nobody), ("setosa", setosa)]) { port in
                    try await becomesTrue {
                        try await ask(port, .get("/metadata")).status == 200
                    }
                    let reply = try await ask(port, .get("/metadata"))
                    let sample = Numbers.sample["setosa"] ?? ""
                    #expect(
                        reply.body.hasSuffix(
                            #""prediction_sample":{"service_gone":null,"#
                                + #""service_setosa":\#(sample)}}"#))
                }
            }
        }

        @Test(arguments: [true, false])
        func `the same rejection of all is the answer, whatever the mode`(
            isPartial: Bool
        ) async throws {
            let body = #"{"detail":"Row 0 has 3 features where m takes 4."}"#
            let fake = Fake.predicting(.status("422 Unprocessable Content", body))
            try await fake.listening { member in
                let members = [("x", member), ("y", member)]
                try await Scene.proxy(
                    of: members, { $0.onTimeout = isPartial ? .partial : .fail }
                ) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                    #expect(reply.status == 422)
                    let detail = try reply.problem().detail
                    #expect(detail == "Row 0 has 3 features where m takes 4.")
                }
            }
        }
    }
}

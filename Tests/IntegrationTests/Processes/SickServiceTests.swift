import InferenceAPI
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Integration {
    /// Four processes of the built program, one of which falls ill.
    @Suite struct SickServiceTests {
        @Test func `a frozen service costs its own time-out, and is back when it thaws`()
            async throws
        {
            try await Processes.iris(["ON_TIMEOUT": "partial", "TIMEOUT_VERSICOLOR": "100ms"]) {
                ensemble in
                ensemble.versicolor.signal(SIGSTOP)
                let start = ContinuousClock.now
                let reply = try await ask(ensemble.port, .post("/predict", Numbers.bookRow))
                let took = ContinuousClock.now - start
                #expect(took >= .milliseconds(95) && took < .seconds(1))
                #expect(reply.status == 200)
                #expect(reply.headers["x-chorus-partial"] == "versicolor;timeout")
                #expect(
                    reply.body
                        == Processes.without(
                            "versicolor", code: "timeout",
                            detail: "versicolor did not answer in time."))
                let health = try await ask(ensemble.port, .get("/health/all"))
                #expect(health.status == 200)
                #expect(health.body == Processes.health(versicolor: "timeout"))

                ensemble.versicolor.signal(SIGCONT)
                try await becomesTrue(within: .seconds(1)) {
                    let reply = try await ask(ensemble.port, .post("/predict", Numbers.bookRow))
                    return reply.body == Numbers.collected(Numbers.book)
                        && reply.headers["x-chorus-partial"] == nil
                }
                let whole = try await ask(ensemble.port, .get("/health/all"))
                #expect(whole.body == Processes.health(versicolor: "ok"))
            }
        }

        @Test func `in fail mode a frozen service is named with 504`() async throws {
            try await Processes.iris(["TIMEOUT_VERSICOLOR": "100ms"]) { ensemble in
                ensemble.versicolor.signal(SIGSTOP)
                let reply = try await ask(ensemble.port, .post("/predict", Numbers.bookRow))
                #expect(reply.status == 504)
                #expect(try reply.problem().detail == "versicolor did not answer in time.")
                let label = try await ask(ensemble.port, .post("/predict/label", Numbers.bookRow))
                #expect(label.status == 504)
                ensemble.versicolor.signal(SIGCONT)
                try await becomesTrue(within: .seconds(1)) {
                    try await ask(ensemble.port, .post("/predict", Numbers.bookRow)).status == 200
                }
            }
        }

        @Test(arguments: ["partial", "fail"])
        func `a killed service is unreachable at once`(mode: String) async throws {
            try await Processes.iris(["ON_TIMEOUT": mode]) { ensemble in
                let whole = try await ask(ensemble.port, .post("/predict", Numbers.bookRow))
                #expect(whole.status == 200)
                ensemble.versicolor.signal(SIGKILL)
                for _ in 0..<5 {
                    let start = ContinuousClock.now
                    let reply = try await ask(ensemble.port, .post("/predict", Numbers.bookRow))
                    #expect(ContinuousClock.now - start < .seconds(1))
                    if mode == "partial" {
                        #expect(reply.status == 200)
                        #expect(reply.headers["x-chorus-partial"] == "versicolor;unreachable")
                    } else {
                        #expect(reply.status == 502)
                        #expect(try reply.problem().detail.contains("versicolor"))
                    }
                }
                let health = try await ask(ensemble.port, .get("/health/all"))
                #expect(health.body == Processes.health(versicolor: "unreachable"))
            }
        }
    }
}

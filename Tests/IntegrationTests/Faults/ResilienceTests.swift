import FoundationEssentials
import InferenceAPI
import NIOCore
import Synchronization
import Testing

extension Integration {
    /// Members that fail for a while, as clients and `/metrics` see it.
    @Suite struct ResilienceTests {
        private static let row = #"{"data":[[1.0,2.0,3.0,4.0]]}"#
        private static let good = String.ok(#"{"prediction":[0.25,0.75]}"#)

        /// A proxy with one service whose replicas are the fakes, and these settings.
        private static func scene(
            _ fakes: [Fake], _ settings: String, _ act: (_ port: Int) async throws -> Void
        ) async throws {
            try await Fake.listening(fakes) { ports in
                let urls = ports.map { "\"http://127.0.0.1:\($0)\"" }.joined(separator: ", ")
                let file = "services:\n  member: { urls: [\(urls)], \(settings) }\n"
                try await Scene.proxy(of: [], file: file) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    try await act(port)
                }
            }
        }

        private static func predict(_ port: Int) async throws -> Int {
            try await ask(port, .post("/predict", row)).status
        }

        private static func succeeds(_ port: Int, times: Int) async throws {
            for _ in 0..<times {
                let status = try await predict(port)
                #expect(status == 200)
            }
        }

        /// The value of a series of the service; the scrape of all loops.
        private static func metric(_ port: Int, _ name: String) async throws -> Int {
            let lines = try await ask(port, .get("/metrics")).body.split(separator: "\n")
            let line = lines.first { $0.hasPrefix("\(name){service=\"member\"}") }
            return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? -1
        }

        @Test func `calls of which nothing was answered go to another replica, within a budget`()
            async throws
        {
            let broken = Fake.predicting { _ in [.close] }
            let sound = Fake.predicting(Self.good)
            try await Self.scene([broken, sound], "retries: 1, eject: off") { port in
                try await Self.succeeds(port, times: 20)

                let retries = try await Self.metric(port, "chorus_service_retries_total")
                // On a connection that was used before, the first goes for nothing.
                let asked = broken.asked.count { $0.method == "POST" }
                #expect(retries > 0 && retries <= asked)
            }
        }

        @Test func `a call that was answered badly is not sent again`() async throws {
            let broken = Fake.predicting { _ in [.send(.status("500 Oops", ""))] }
            try await Self.scene([broken], "retries: 3") { port in
                let status = try await Self.predict(port)
                #expect(status == 502)
            }

            #expect(broken.asked.count { $0.method == "POST" } == 1)
        }

        @Test func `a second copy answers for a replica that is silent`() async throws {
            let silent = Fake.predicting { _ in [] }
            let sound = Fake.predicting(Self.good)
            let settings = "hedge: 30ms, timeout: 4s, eject: off"
            try await Self.scene([silent, sound], settings) { port in
                try await Self.succeeds(port, times: 10)

                let hedges = try await Self.metric(port, "chorus_service_hedges_total")
                #expect(hedges == silent.asked.count { $0.method == "POST" })
                #expect(hedges > 0)
                let won = try await Self.metric(port, "chorus_service_hedges_won_total")
                #expect(won == hedges)
            }
        }

        @Test func `a replica that fails is passed over, probed, and asked again when it is well`()
            async throws
        {
            let isSick = Mutex(true)
            let moody = Fake { asked in
                let isSick = isSick.withLock { $0 }
                switch asked.path {
                case "/readyz": return [.send(isSick ? .status("503 No", "") : .ok("{}"))]
                case "/predict": return [.send(isSick ? .status("500 No", "") : Self.good)]
                default: return [.send(.ok(#"{"health":"ok"}"#))]
                }
            }
            let sound = Fake.predicting(Self.good)
            let settings = "eject: { failures: 2, pause: 50ms }, circuit-breaker: off"
            try await Self.scene([moody, sound], settings) { port in
                try await becomesTrue {
                    _ = try await Self.predict(port)
                    return try await Self.metric(port, "chorus_service_replicas_ejected") > 0
                }
                try await becomesTrue { moody.asked.contains { $0.path == "/readyz" } }
                isSick.withLock { $0 = false }
                try await becomesTrue {
                    try await Self.metric(port, "chorus_service_replicas_ejected") == 0
                }
                let before = moody.asked.count { $0.path == "/predict" }
                try await Self.succeeds(port, times: 40)
                #expect(moody.asked.count { $0.path == "/predict" } > before)
            }
        }

        @Test func `a member that mostly fails is not asked for a moment, then asked again`()
            async throws
        {
            let isSick = Mutex(true)
            let moody = Fake.predicting { _ in
                isSick.withLock { $0 } ? [.send(.status("500 No", ""))] : [.send(Self.good)]
            }
            let settings = "circuit-breaker: { calls: 3, window: 10s, pause: 200ms }"
            try await Self.scene([moody], settings) { port in
                var refusal = try await ask(port, .post("/predict", Self.row))
                try await becomesTrue {
                    refusal = try await ask(port, .post("/predict", Self.row))
                    return refusal.status == 503
                }
                let problem = try refusal.problem()
                #expect(problem.detail.contains("member failed too often lately"))
                #expect(refusal.headers["retry-after"] == "1")
                #expect(try await Self.metric(port, "chorus_service_breaker_open") > 0)
                let health = try await ask(port, .get("/health/all")).body
                #expect(health == #"{"member":{"health":"ok"}}"#)

                isSick.withLock { $0 = false }
                try await becomesTrue { try await Self.predict(port) == 200 }
            }
        }

        @Test func `a client that leaves no time opens no breaker`() async throws {
            let silent = Fake.predicting { asked in
                asked.head.contains("x-request-timeout: 1") ? [] : [.send(Self.good)]
            }
            let settings = "circuit-breaker: { calls: 2 }"
            try await Self.scene([silent], settings) { port in
                for _ in 0..<20 {
                    let hurried = HTTPCall.post(
                        "/predict", Self.row, headers: ["x-request-timeout: 1"])
                    let status = try await ask(port, hurried).status
                    #expect(status == 504)
                }

                let open = try await Self.metric(port, "chorus_service_breaker_open")
                #expect(open == 0)
            }
        }

        @Test func `more calls than are allowed in flight are refused at once`() async throws {
            let silent = Fake.predicting { _ in [] }
            try await Self.scene([silent], "max-in-flight: 1, timeout: 2s") { port in
                let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<8 * System.coreCount {
                        group.addTask { try await Self.predict(port) }
                    }
                    return try await group.reduce(into: [Int]()) { $0.append($1) }
                }

                // One for each event loop waits for its answer.
                #expect(Set(statuses) == [503, 504])
                #expect(statuses.count { $0 == 504 } == silent.asked.count { $0.method == "POST" })
            }
        }
    }
}

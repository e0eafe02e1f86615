import Subprocess
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

extension Integration {
    @Suite struct EndTests {
        @Test(arguments: [SIGTERM, SIGINT]) func `an idle service ends with 0`(
            signal: Int32
        ) async throws {
            let end = try await ChorusProcess.serving(
                ["classifier", "--weights", Scene.weights("setosa")]
            ) { process in
                let idle = try await Connection(port: process.port)
                let status = try await idle.ask(.get("/readyz")).status
                #expect(status == 200)
                process.signal(signal)
                // An idle connection is closed without a word.
                #expect(await idle.closesSilently())
            }
            #expect(end == .exited(0))
        }

        @Test func `a request in flight is answered before the end`() async throws {
            let fake = Fake.predicting { _ in [] }
            try await fake.listening { member in
                let end = try await ChorusProcess.serving(
                    ["proxy"],
                    environment: [
                        "SERVICE_SLOW": "127.0.0.1:\(member)", "TIMEOUT": "1500ms",
                    ]
                ) { proxy in
                    try await becomesTrue {
                        try await ask(proxy.port, .get("/readyz")).status == 200
                    }
                    let connection = try await Connection(port: proxy.port)
                    connection.send(HTTPCall.post("/predict", Numbers.bookRow).text)
                    try await becomesTrue { fake.asked.last?.path == "/predict" }
                    proxy.signal(SIGTERM)
                    let reply = try await connection.reply()
                    #expect(reply.status == 504)
                    #expect(reply.headers["connection"] == "close")
                }
                #expect(end == .exited(0))
            }
        }

        @Test func `a body that is still arriving is waited for`() async throws {
            let end = try await ChorusProcess.serving(
                ["classifier", "--weights", Scene.weights("setosa")]
            ) { process in
                let connection = try await Connection(port: process.port)
                // Answered once: the service has taken the connection.
                _ = try await connection.ask(.get("/health"))
                let text = HTTPCall.post("/predict", Numbers.bookRow).text
                connection.send(String(text.dropLast(5)))
                try await becomesTrue { try await ask(process.port, .get("/readyz")).status == 200 }
                process.signal(SIGTERM)
                // No new connections are taken: the drain has begun.
                try await becomesTrue { (try? await ask(process.port, .get("/livez"))) == nil }
                connection.send(String(text.suffix(5)))
                let reply = try await connection.reply()
                #expect(reply.status == 200)
            }
            #expect(end == .exited(0))
        }

        @Test func `under load no request fails, and the exit code is 0`() async throws {
            for service in ["setosa", "versicolor"] {
                let end = try await ChorusProcess.serving(
                    ["classifier", "--weights", Scene.weights(service)]
                ) { process in
                    let call = HTTPCall.post("/predict", Numbers.bookRow)
                    try await load(process, call) { process.signal(SIGTERM) }
                }
                #expect(end == .exited(0))
            }
        }

        @Test func `a proxy under load loses nothing either`() async throws {
            try await Scene.classifier("setosa") { setosa in
                try await Scene.classifier("virginica") { virginica in
                    let end = try await ChorusProcess.serving(
                        ["proxy"],
                        environment: [
                            "SERVICE_SETOSA": "127.0.0.1:\(setosa)",
                            "SERVICE_VIRGINICA": "127.0.0.1:\(virginica)",
                        ]
                    ) { process in
                        try await becomesTrue {
                            try await ask(process.port, .get("/readyz")).status == 200
                        }
                        let call = HTTPCall.post("/predict", Numbers.bookRow)
                        try await load(process, call) { process.signal(SIGTERM) }
                    }
                    #expect(end == .exited(0))
                }
            }
        }

        @Test func `connections that come while the service stops are answered or refused`()
            async throws
        {
            for _ in 0..<5 {
                let end = try await ChorusProcess.serving(
                    ["classifier", "--weights", Scene.weights("setosa")]
                ) { process in
                    try await withThrowingTaskGroup(of: Void.self) { clients in
                        for _ in 0..<8 {
                            clients.addTask { try await askUntilRefused(process.port) }
                        }
                        _ = try await ask(process.port, .post("/predict", Numbers.bookRow))
                        process.signal(SIGTERM)
                        try await clients.waitForAll()
                    }
                }
                #expect(end == .exited(0))
            }
        }

        /// One connection a request. Where the system can shut the door before the socket closes,
        /// none that was opened is lost.
        private func askUntilRefused(_ port: Int) async throws {
            while let connection = try? await Connection(port: port) {
                let reply = try? await connection.ask(.get("/health"))
                #if os(Linux)
                    #expect(reply?.status == 200)
                #endif
            }
        }

        /// Clients that ask without a pause, stop the process in the midst of it, and check that
        /// each of them got every answer until it was told, or found, that the service is closing.
        private func load(
            _ process: ChorusProcess, _ call: HTTPCall, stop: @Sendable () -> Void
        ) async throws {
            let answered = Counter()
            try await withThrowingTaskGroup(of: Void.self) { clients in
                for _ in 0..<8 {
                    clients.addTask {
                        try await askUntilClosed(process.port, call) {
                            answered.count()
                        }
                    }
                }
                try await becomesTrue { answered.value > 200 }
                stop()
                try await clients.waitForAll()
            }
        }

        private func askUntilClosed(
            _ port: Int, _ call: HTTPCall, _ answered: () -> Void
        ) async throws {
            while let connection = try? await Connection(port: port) {
                while true {
                    // A connection that the service has not said it closes must answer.
                    let reply = try await connection.ask(call)
                    #expect(reply.status == 200)
                    answered()
                    if reply.headers["connection"]?.lowercased() == "close" { break }
                }
            }
        }
    }
}

/// Counts from many tasks.
private final class Counter: Sendable {
    private let total = Atomic(0)

    var value: Int { total.load(ordering: .relaxed) }

    func count() { total.add(1, ordering: .relaxed) }
}

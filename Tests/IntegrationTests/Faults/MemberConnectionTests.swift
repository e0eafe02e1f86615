import InferenceAPI
import Testing

extension Integration {
    @Suite struct MemberConnectionTests {
        static let answer = #"{"prediction":[0.25,0.75]}"#

        @Test func `a member's connection is used again`() async throws {
            let fake = Fake.good
            try await ready(fake) { port in
                let connection = try await Connection(port: port)
                for _ in 0..<20 {
                    let status = try await connection.ask(predict).status
                    #expect(status == 200)
                }
            }
            #expect(fake.opened == 1)
        }

        @Test func `a member that closes after each answer is well`() async throws {
            let fake = Fake { _ in [.send(.ok(Self.answer)), .close] }
            try await ready(fake) { port in
                let connection = try await Connection(port: port)
                for _ in 0..<20 {
                    let status = try await connection.ask(predict).status
                    #expect(status == 200)
                }
            }
        }

        @Test func `a call that meets a stale connection is sent again unseen`() async throws {
            // Takes the second request of each connection as a server that had closed it idle would.
            let fake = Fake { asked in
                asked.request == 0 ? [.send(.ok(Self.answer))] : [.close]
            }
            try await ready(fake) { port in
                let connection = try await Connection(port: port)
                for _ in 0..<20 {
                    let status = try await connection.ask(predict).status
                    #expect(status == 200)
                }
            }
        }

        @Test func `a call that meets many stale connections is sent again as well`() async throws {
            // Eight connections are used at once and idle; then the member ends them all.
            let fake = Fake { asked in
                guard asked.path == "/predict" else { return [.send(.ok(#"{"health":"ok"}"#))] }
                guard asked.before >= 8 else {
                    return asked.before == 7 ? [.sendAll(.ok(Self.answer))] : []
                }
                return asked.request == 0 ? [.send(.ok(Self.answer))] : [.closeAll]
            }
            let call = HTTPCall.post("/predict?id=same", Numbers.bookRow)
            try await ready(fake) { port in
                let connections = try await openConnections(8, to: port)
                for connection in connections { connection.send(call.text) }
                for connection in connections {
                    let status = try await connection.reply().status
                    #expect(status == 200)
                }
                #expect(fake.opened == 8)
                let status = try await ask(port, call).status
                #expect(status == 200)
            }
        }

        @Test func `a fresh connection that swallows a call is a fault, not tried for ever`()
            async throws
        {
            let fake = Fake.predicting { _ in [.close] }
            try await ready(fake) { port in
                let reply = try await ask(port, predict)
                #expect(reply.status == 502)
            }
            #expect(fake.asked.count { $0.path == "/predict" } <= 2)
        }

        @Test(arguments: [
            [
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{\"pre\r\n",
                "15;x=y\r\ndiction\":[0.25,0.75]}\r\n0\r\ntrailer: x\r\n\r\n",
            ],
            ["HTTP/1.1 100 Continue\r\n\r\n", .ok(answer)],
            ["HTTP/1.1 200 OK\nContent-Length: 26\n\n", answer],
            ["HTTP/1.1 200\r\nCONTENT-LENGTH:26\r\n\r\n", answer],
        ])
        func `answers in every legal framing are understood`(pieces: [String]) async throws {
            let fake = Fake { asked in
                asked.path == "/predict"
                    ? pieces.map { .send($0) } : [.send(.ok(#"{"health":"ok"}"#))]
            }
            try await ready(fake) { port in
                let connection = try await Connection(port: port)
                for _ in 0..<3 {
                    let reply = try await connection.ask(predict)
                    #expect(reply.body == #"{"member":\#(Self.answer)}"#)
                }
            }
            #expect(fake.opened == 1)
        }

        @Test func `an answer that ends with the connection is whole`() async throws {
            let fake = Fake.predicting { _ in
                [.send("HTTP/1.0 200 OK\r\n\r\n\(Self.answer)"), .close]
            }
            try await ready(fake) { port in
                let reply = try await ask(port, predict)
                #expect(reply.body == #"{"member":\#(Self.answer)}"#)
            }
        }

        @Test func `bytes after the answer never meet another call`() async throws {
            let late = String.ok(#"{"prediction":[9,9]}"#)
            let fake = Fake.predicting(.ok(Self.answer) + late)
            try await ready(fake) { port in
                let connection = try await Connection(port: port)
                for _ in 0..<5 {
                    let reply = try await connection.ask(predict)
                    #expect(reply.body == #"{"member":\#(Self.answer)}"#)
                }
            }
        }

        @Test func `a client that leaves takes its call with it`() async throws {
            let fake = Fake.predicting { _ in [] }
            try await ready(fake) { port in
                let closedBefore = fake.closed
                let connection = try await Connection(port: port)
                connection.send(predict.text)
                try await becomesTrue { fake.asked.last?.path == "/predict" }
                await connection.close()
                // Long before the time-out of 5 s.
                try await becomesTrue(within: .seconds(2)) { fake.closed == closedBefore + 1 }
            }
        }

        @Test func `a deadline cancels the call and is passed on before`() async throws {
            let fake = Fake.predicting { _ in [] }
            try await ready(fake) { port in
                let closedBefore = fake.closed
                let call = HTTPCall.post(
                    "/predict", Numbers.bookRow, headers: ["x-request-timeout: 120"])
                let reply = try await ask(port, call)
                #expect(reply.status == 504)
                #expect(try reply.problem().type == "/problems/deadline-passed")
                try await becomesTrue { fake.closed == closedBefore + 1 }
                let asked = try #require(fake.asked.last)
                let said = try #require(asked.head.firstMatch(of: /x-request-timeout: (\d+)/))
                let left = try #require(Int(said.1))
                #expect((1...120).contains(left))
            }
        }

        private var predict: HTTPCall { .post("/predict", Numbers.bookRow) }

        private func openConnections(_ count: Int, to port: Int) async throws -> [Connection] {
            var connections: [Connection] = []
            for _ in 0..<count { connections.append(try await Connection(port: port)) }
            return connections
        }

        /// A proxy of the one member, when it knows the member's address.
        private func ready(_ fake: Fake, _ act: (_ port: Int) async throws -> Void) async throws {
            try await fake.listening { member in
                try await Scene.proxy(of: [("member", member)]) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    try await act(port)
                }
            }
        }
    }
}

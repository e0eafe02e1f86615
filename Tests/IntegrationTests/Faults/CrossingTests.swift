import InferenceAPI
import ProxyService
import Synchronization
import Testing
import Upstreams

extension Integration {
    /// Calls that share connections, to a member that dies and stalls: no answer reaches another.
    @Suite struct CrossingTests {
        @Test func `every answer is its own request's, or a proper error`() async throws {
            let member = Moody()
            let fake = Fake.predicting { member.answer($0) }
            var counts: [Int: Int] = [:]
            try await fake.listening { port in
                let configure: (inout ProxyConfiguration) -> Void = {
                    $0.services[0].timeout = .milliseconds(80)
                    // It fails too often to be asked at all.
                    $0.services[0].resilience.breaker = nil
                }
                try await Scene.proxy(of: [("member", port)], configure) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    try await withThrowingTaskGroup(of: [Int].self) { clients in
                        for client in 0..<24 {
                            clients.addTask { try await Self.play(port, client: client) }
                        }
                        for try await statuses in clients {
                            for status in statuses { counts[status, default: 0] += 1 }
                        }
                    }
                }
            }
            #expect(counts[200, default: 0] > 500, "\(counts)")
            #expect(Set(counts.keys).isSubset(of: [200, 502, 504]), "\(counts)")
            #expect(fake.opened < 600, "connections are used again and shared")
        }

        /// Forty requests, each with a number of its own; every eighth is given up at once.
        private static func play(_ port: Int, client: Int) async throws -> [Int] {
            var statuses: [Int] = []
            var connection = try await Connection(port: port)
            for index in 0..<40 {
                let number = client * 1_000 + index
                let call = HTTPCall.post("/predict", #"{"data":[[\#(number)]]}"#)
                if (client + index) % 8 == 7 {
                    connection.send(call.text)
                    await connection.close()
                    connection = try await Connection(port: port)
                    continue
                }
                let reply = try await connection.ask(call)
                statuses.append(reply.status)
                if reply.status == 200 {
                    #expect(reply.body == #"{"member":{"prediction":[\#(number).0]}}"#)
                } else {
                    #expect(try reply.problem().status == reply.status)
                }
            }
            return statuses
        }
    }
}

/// A classifier of ours, as it seems, that answers a row of one number with that number; now and
/// then it closes a connection, or falls silent on one for good.
private final class Moody: Sendable {
    private let silent = Mutex<Set<Int>>([])
    private let asked = Mutex(0)

    func answer(_ asked: Fake.Asked) -> [Fake.Step] {
        let turn = self.asked.withLock { turn in
            turn += 1
            return turn
        }
        let isSilent = silent.withLock { silent in
            if turn % 97 == 0 { silent.insert(asked.connection) }
            return silent.contains(asked.connection)
        }
        if isSilent { return [] }
        if turn % 61 == 0 { return [.close] }
        let number = asked.body.split(separator: "[").last?.prefix { $0 != "]" } ?? ""
        return [
            .send(
                .status(
                    "200 OK", #"{"prediction":[\#(number).0]}"#,
                    headers: "x-chorus-model: moody@0123456789abcdef\r\n"))
        ]
    }
}

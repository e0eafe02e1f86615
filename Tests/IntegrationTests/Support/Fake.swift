import NIOCore
import NIOPosix
import Synchronization

/// A member that answers with whatever bytes a test wants, and remembers what it was asked.
final class Fake: Sendable {
    /// What a fake does about a request, step by step.
    enum Step: Sendable {
        case send(String)
        case close
        /// Closes with RST.
        case reset
        /// Answers on all connections.
        case sendAll(String)
        /// Closes all connections, the one asked included.
        case closeAll
    }

    struct Asked: Sendable {
        let method: String
        let target: String
        let head: String
        let body: String
        /// Which of the fake's connections, and which request on it, both from 0.
        let connection: Int
        let request: Int
        /// How many requests with this target the fake has had before.
        let before: Int

        var path: String { String(target.prefix { $0 != "?" }) }
    }

    struct Memory: Sendable {
        var asked: [Asked] = []
        var opened = 0
        var closed = 0
        var open: [Int: any Channel] = [:]
    }

    typealias Script = @Sendable (Asked) -> [Step]

    let memory = Mutex(Memory())
    let script: Script

    init(_ script: @escaping Script) { self.script = script }

    var asked: [Asked] { memory.withLock { $0.asked } }
    var opened: Int { memory.withLock { $0.opened } }
    var closed: Int { memory.withLock { $0.closed } }

    /// Listens while the closure acts.
    func listening(_ act: (_ port: Int) async throws -> Void) async throws {
        let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(FakeHandler(self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let result: Result<Void, any Error>
        do { result = .success(try await act(server.localAddress?.port ?? 0)) } catch {
            result = .failure(error)
        }
        try await server.close()
        for channel in memory.withLock({ Array($0.open.values) }) { channel.close(promise: nil) }
        try result.get()
    }
}

extension Fake {
    /// Several listen while the closure acts; their ports are in the same order.
    static func listening(
        _ fakes: [Fake], _ act: (_ ports: [Int]) async throws -> Void
    ) async throws {
        try await listening(fakes[...], [], act)
    }

    private static func listening(
        _ fakes: ArraySlice<Fake>, _ ports: [Int], _ act: ([Int]) async throws -> Void
    ) async throws {
        guard let fake = fakes.first else { return try await act(ports) }
        try await fake.listening { port in
            try await listening(fakes.dropFirst(), ports + [port], act)
        }
    }

    /// A member that answers `/health` well, and predictions by the script.
    static func predicting(_ script: @escaping Script) -> Fake {
        Fake { asked in
            switch asked.path {
            case "/health": [.send(.ok(#"{"health":"ok"}"#))]
            case "/metadata", "/label":
                [.send(.status("404 Not Found", #"{"detail":"Not Found"}"#))]
            default: script(asked)
            }
        }
    }

    /// A member that answers predictions with these bytes.
    static func predicting(_ bytes: String) -> Fake { predicting { _ in [.send(bytes)] } }

    /// A member in good health that answers for one row.
    static var good: Fake { predicting(.ok(#"{"prediction":[0.25,0.75]}"#)) }
}

extension String {
    static func ok(_ body: String) -> String { status("200 OK", body) }

    static func status(_ line: String, _ body: String, headers: String = "") -> String {
        "HTTP/1.1 \(line)\r\ncontent-type: application/json\r\n\(headers)"
            + "content-length: \(body.utf8.count)\r\n\r\n\(body)"
    }
}

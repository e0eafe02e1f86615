import ClassifierService
import FanOut
import FoundationEssentials
import Logging
import NIOCore
import NIOPosix
import ProxyService
import Serving
import Synchronization
import Upstreams

/// Real services in this process, on ports that the system chooses, for the length of a closure.
enum Scene {
    static let flowers = ["setosa", "versicolor", "virginica"]

    /// The project's folder: this file lies four levels below it.
    static let root = #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }

    static func weights(_ flower: String) -> String { "\(root)/Weights/iris-\(flower).safetensors" }

    static func classifier(
        _ flower: String, _ act: (_ port: Int) async throws -> Void
    ) async throws {
        try await classifier(of: [weights(flower)], act)
    }

    /// A classifier of several models.
    static func classifier(
        of paths: [String], name: String? = nil, verified: Bool = false,
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        let classifier = Classifier(
            catalog: try ModelCatalog(paths: paths, name: name, verified: verified))
        try await serving(
            { group, listening in
                try await classifier.serve(
                    settings, on: group, logger: silent, onListening: listening)
            }, act)
    }

    /// A proxy in front of members at the ports.
    static func proxy(
        of members: [(name: String, port: Int)],
        _ configure: (inout ProxyConfiguration) -> Void = { _ in },
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        var configuration = ProxyConfiguration(
            services: members.map {
                .init(name: $0.name, addresses: [.tcp(host: "127.0.0.1", port: $0.port)])
            })
        configure(&configuration)
        try await proxy(configuration, act)
    }

    /// A proxy as a configuration file says, `$name` in it being the port of that member.
    static func proxy(
        of members: [(name: String, port: Int)], file: String, logger: Logger = silent,
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        var text = file
        for member in members {
            text = text.replacing("$\(member.name)", with: "\(member.port)")
        }
        let path = "\(temporary)/\(UInt64.random(in: 0 ... .max)).yml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await proxy(
            try ProxyConfiguration(path: path, environment: [:]), logger: logger, act)
    }

    private static let temporary = FileManager.default.temporaryDirectory.path

    private static func proxy(
        _ proxy: ProxyConfiguration, logger: Logger = silent,
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        try await serving(
            { group, listening in
                try await Proxy(configuration: proxy, on: group).serve(
                    settings, on: group, logger: logger, onListening: listening)
            }
        ) { port in
            try await act(port)
        }
    }

    /// The iris ensemble: three classifiers and their proxy.
    static func iris(
        _ models: [String] = flowers,
        _ configure: (inout ProxyConfiguration) -> Void = { _ in },
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        try await classifier(models[0]) { first in
            try await classifier(models[1]) { second in
                try await classifier(models[2]) { third in
                    let ports = [first, second, third]
                    try await proxy(of: Array(zip(flowers, ports)), configure) { port in
                        try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                        try await act(port)
                    }
                }
            }
        }
    }

    private static var settings: ServerSettings {
        ServerSettings(listen: .tcp(host: "127.0.0.1", port: 0))
    }

    static var silent: Logger {
        Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    }

    private typealias Listening = @Sendable (any Channel) async -> Void

    /// Runs a service on a group of its own while the closure acts on its port.
    private static func serving(
        _ serve: @escaping @Sendable (any EventLoopGroup, @escaping Listening) async throws -> Void,
        _ act: (_ port: Int) async throws -> Void
    ) async throws {
        let group = Loops.take()
        defer { Loops.giveBack(group) }
        let (ports, found) = AsyncStream<Int>.makeStream()
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { found.finish() }
                try await serve(group) { found.yield($0.localAddress?.port ?? 0) }
            }
            for await port in ports {
                try await act(port)
                break
            }
            tasks.cancelAll()
            while let end = await tasks.nextResult() {
                if case .failure(let error) = end, !(error is CancellationError) { throw error }
            }
        }
    }
}

/// Event loops for services, used again and never shut down: the last task of a server that was
/// cancelled may ask something of its loop when the service has ended.
private enum Loops {
    private static let free = Mutex<[MultiThreadedEventLoopGroup]>([])

    static func take() -> MultiThreadedEventLoopGroup {
        free.withLock { $0.popLast() } ?? MultiThreadedEventLoopGroup(numberOfThreads: 1)
    }

    static func giveBack(_ group: MultiThreadedEventLoopGroup) {
        free.withLock { $0.append(group) }
    }
}

/// Asks again and again, 10 s at most, until it is so.
func becomesTrue(
    within limit: Duration = .seconds(10), _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else { throw Unexpected("not so within \(limit)") }
        try await Task.sleep(for: .milliseconds(5))
    }
}

import Logging
import NIOCore
import Synchronization

/// The connections of one server until the last has closed.
///
/// Those that have left the hot face, or never had one, are served by a task of their own from then on.
/// Most never do, and cost neither a task nor the ordinary face's handlers and buffers.
final class OpenConnections: Sendable {
    private struct State {
        var open = 0
        var isEnding = false
        var isOver: Bool { isEnding && open == 0 }
    }

    private let state = Mutex(State())
    private let ordinary: AsyncStream<OrdinaryConnection>
    private let feed: AsyncStream<OrdinaryConnection>.Continuation
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
        (ordinary, feed) = AsyncStream.makeStream()
    }

    /// A connection has come in.
    func add(_ channel: any Channel) {
        change { $0.open += 1 }
        channel.closeFuture.whenComplete { _ in self.change { $0.open -= 1 } }
    }

    /// No more connections come in.
    func end() { change { $0.isEnding = true } }

    private func change(_ change: (inout State) -> Void) {
        let isOver = state.withLock { state in
            change(&state)
            return state.isOver
        }
        if isOver { feed.finish() }
    }

    /// Has one of them served by a task.
    func serve(_ connection: OrdinaryConnection) { feed.yield(connection) }

    /// Serves them until no more come in and all have closed.
    func run() async {
        await withDiscardingTaskGroup { tasks in
            for await connection in ordinary {
                tasks.addTask { [logger] in await connection.serve(logger) }
            }
        }
    }
}

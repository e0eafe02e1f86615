import Logging
import NIOCore
import ServiceLifecycle
import Upstreams

/// Keeps the members' names of the current generation resolved and compares their classes while the
/// server serves and drains, and closes the connections of the one before when its last request must
/// have ended.
struct GenerationKeeper: Service {
    let live: LiveGeneration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { tasks in
                var last: AsyncStream<Never>.Continuation?
                for await generation in live.generations {
                    last?.finish()
                    let (reign, end) = AsyncStream<Never>.makeStream()
                    last = end
                    tasks.addTask { await keep(generation, through: reign) }
                }
            }
        }
    }

    private func keep(_ generation: Generation, through reign: AsyncStream<Never>) async {
        await withDiscardingTaskGroup { tasks in
            tasks.addTask { await generation.upstreams.run() }
            tasks.addTask {
                await ClassCheck(generation: generation, logger: logger)
                    .run(on: live.group.next())
            }
            for await _ in reign {}
            tasks.cancelAll()
        }
        guard !Task.isCancelled else { return }
        try? await Task.sleep(for: generation.longestRequest + .seconds(1))
        generation.upstreams.shutDown()
    }
}

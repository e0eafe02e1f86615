import Logging
import ServiceLifecycle
import UnixSignals

/// Has the configuration read again when its file changes and when the process gets SIGHUP. A wrong one
/// changes nothing, and the log says why.
struct ConfigurationWatch: Service {
    /// How often the file is looked at.
    static let interval = Duration.seconds(1)

    let live: LiveGeneration
    let logger: Logger

    func run() async throws {
        guard let source = live.source else {
            try? await gracefulShutdown()
            return
        }
        let signals = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { tasks in
                tasks.addTask {
                    for await _ in signals { await reload("SIGHUP") }
                }
                tasks.addTask { await watch(source) }
            }
        }
    }

    private func watch(_ source: ConfigurationSource) async {
        var known = source.state
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.interval)
            let found = source.state
            guard let found, found != known else { continue }
            known = found
            await reload("the file has changed")
        }
    }

    private func reload(_ reason: String) async {
        do {
            try await live.reload()
            logger.notice("reloaded", metadata: ["reason": "\(reason)"])
        } catch {
            logger.error(
                "not reloaded: what was there goes on",
                metadata: ["reason": "\(reason)", "error": "\(error)"])
        }
    }
}

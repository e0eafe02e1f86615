import Logging
import ServiceLifecycle
import UnixSignals

/// Has the configuration read again when its file changes and when the process gets SIGHUP. A wrong one
/// changes nothing, and the log says why.
struct ConfigurationWatch: Service {
    /// How often the file is looked at.
    static let interval = Duration.seconds(1)
    /// How long another change is waited for at a time.
    static let pause = Duration.milliseconds(50)

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
        var known = source.first
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.interval)
            // One that is gone for a moment is being written.
            guard let found = source.contents, found != known else { continue }
            known = found
            await reload("the file has changed")
        }
    }

    private func reload(_ reason: String) async {
        do {
            try await reloadWhenFree()
            logger.notice("reloaded", metadata: ["reason": "\(reason)"])
        } catch {
            logger.error(
                "not reloaded: what was there goes on",
                metadata: ["reason": "\(reason)", "error": "\(error)"])
        }
    }

    /// Another change may be under way.
    private func reloadWhenFree() async throws {
        while true {
            do {
                return try await live.reload()
            } catch ChangeError.busy {
                try await Task.sleep(for: Self.pause)
            }
        }
    }
}

import Logging
import Synchronization

/// What a service has logged at warning level or above.
final class Warnings: Sendable {
    private let lines = Mutex<[String]>([])

    /// Each with its metadata in the order of its keys.
    var all: [String] { lines.withLock { $0 } }

    var logger: Logger { Logger(label: "test") { _ in Handler(warnings: self) } }

    private struct Handler: LogHandler {
        let warnings: Warnings
        var metadata = Logger.Metadata()
        var logLevel = Logger.Level.warning

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let notes = (event.metadata ?? [:]).sorted { $0.key < $1.key }
                .map { "\($0.key)=\($0.value)" }
            let line = (["\(event.message)"] + notes).joined(separator: "; ")
            warnings.lines.withLock { $0.append(line) }
        }
    }
}

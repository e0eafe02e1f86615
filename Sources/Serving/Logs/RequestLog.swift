import InferenceAPI
import Logging

/// Counts each request, and writes its line. A class, so that all connections share one.
final class RequestLog: Sendable {
    let logger: Logger
    let metrics: RequestMetrics
    /// The level of most lines; those of probes are written at `debug`.
    let level: Logger.Level
    /// Writes lines as they are, where the logger is one of ours and has nothing to add.
    private let lines: LineLogHandler?

    init(logger: Logger, metrics: RequestMetrics, level: Logger.Level) {
        self.logger = logger
        self.metrics = metrics
        self.level = level
        let handler = logger.handler as? LineLogHandler
        lines = handler.flatMap { $0.metadata.isEmpty ? $0 : nil }
    }

    /// Whether lines of requests that are no probes are written at all.
    var isOn: Bool { logger.logLevel <= level }

    /// - Parameter series: what is counted of the route that takes the path.
    func write(
        id: RequestID, method: String, path: String, series: RouteMetrics, status: Int,
        from start: Deadline, to end: Deadline, _ notes: RequestNotes.Content
    ) {
        let took = end.remainingNanoseconds(at: start.nanoseconds)
        series.count(method: method, status: status, nanoseconds: took, rows: notes.rows)
        guard logger.logLevel <= max(level, .debug) else { return }
        let level = RouteTable.probePaths.contains(path) ? .debug : level
        guard logger.logLevel <= level else { return }
        let line = RequestLine(
            level: level, id: id, method: method, path: path, status: status, nanoseconds: took,
            notes: notes)
        if let lines {
            lines.log(line)
        } else {
            logger.log(level: level, "\(RequestLine.message)", metadata: line.metadata)
        }
    }
}

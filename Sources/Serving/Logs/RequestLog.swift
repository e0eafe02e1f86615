import InferenceAPI
import Logging

/// Counts each request, and writes its line.
struct RequestLog: Sendable {
    let logger: Logger
    let metrics: RequestMetrics
    /// The level of most lines; those of probes are written at `debug`.
    let level: Logger.Level

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
        var metadata: Logger.Metadata = [
            "id": "\(id)",
            "route": "\(method) \(path.prefix(256))",
            "status": "\(status)",
            "ms": "\(Self.milliseconds(took))",
        ]
        if let rows = notes.rows { metadata["rows"] = "\(rows)" }
        for (service, outcome) in notes.outcomes { metadata["service.\(service)"] = "\(outcome)" }
        logger.log(level: level, "request", metadata: metadata)
    }

    /// Three digits behind the point.
    private static func milliseconds(_ nanoseconds: UInt64) -> Double {
        (Double(nanoseconds) / 1e3).rounded() / 1e3
    }
}

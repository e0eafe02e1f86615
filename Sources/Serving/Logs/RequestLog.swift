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

    /// - Parameter route: the route that takes the path, if there is one.
    func write(
        id: RequestID, method: String, path: String, route: String?, status: Int,
        since start: Deadline, _ notes: RequestNotes.Content
    ) {
        let took = Deadline.now.remainingNanoseconds(at: start.nanoseconds)
        metrics.count(
            method: method, route: route, status: status, nanoseconds: took, rows: notes.rows)
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

import InferenceAPI
import Logging

/// What a request's log line says.
struct RequestLine: Sendable {
    let level: Logger.Level
    let id: RequestID
    let method: String
    let path: String
    let status: Int
    let nanoseconds: UInt64
    let notes: RequestNotes.Content

    static let message = "request"

    /// The fields in the order of their names.
    func forEachField(_ body: (_ name: String, _ value: String) -> Void) {
        body("id", id.text)
        body("ms", "\(Self.milliseconds(nanoseconds))")
        body("route", "\(method) \(path.prefix(256))")
        if let rows = notes.rows { body("rows", "\(rows)") }
        for (service, outcome) in notes.outcomes.sorted(by: { $0.service < $1.service }) {
            body("service.\(service)", outcome)
        }
        body("status", "\(status)")
    }

    /// The same for any logger.
    var metadata: Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        forEachField { metadata[$0] = "\($1)" }
        return metadata
    }

    /// Three digits behind the point.
    private static func milliseconds(_ nanoseconds: UInt64) -> Double {
        (Double(nanoseconds) / 1e3).rounded() / 1e3
    }
}

import Synchronization

/// What the handlers of one request add to its log line.
public final class RequestNotes: Sendable {
    struct Content: Sendable {
        var rows: Int?
        var outcomes: [(service: String, outcome: String)] = []
    }

    private let content = Mutex(Content())

    public init() {}

    /// How many rows the request has.
    public func note(rows: Int) { content.withLock { $0.rows = rows } }

    /// How asking the services ended, in route order.
    public func note(outcomes: [(service: String, outcome: String)]) {
        content.withLock { $0.outcomes = outcomes }
    }

    var all: Content { content.withLock { $0 } }
}

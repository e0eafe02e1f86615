public import NIOCore

/// One request of the hot face and the way to its answer. Used on its event loop only.
public final class HotExchange {
    public let request: HotRequest
    public let eventLoop: any EventLoop
    private(set) var notes = RequestNotes.Content()
    private weak var connection: HotFaceHandler?
    private var leave: (() -> Void)?

    init(_ request: HotRequest, on connection: HotFaceHandler, eventLoop: any EventLoop) {
        self.request = request
        self.connection = connection
        self.eventLoop = eventLoop
    }

    /// Notes for the request's log line how many rows it has.
    public func note(rows: Int) { notes.rows = rows }

    /// Whether there will be a log line that tells outcomes.
    public var isLogged: Bool { connection?.isLogging ?? false }

    /// Notes how asking the services ended, in route order.
    public func note(outcomes: [(service: String, outcome: String)]) { notes.outcomes = outcomes }

    /// Has the closure called when the client leaves before it is answered.
    public func onClientLeaving(_ leave: @escaping () -> Void) { self.leave = leave }

    /// Answers the request. Only the first call counts.
    public func answer(_ reply: Reply) { connection?.answer(self, reply) }

    /// Answers the request with what an error is answered with.
    public func answer(_ error: any Error) { connection?.answer(self, error) }

    func clientLeft() {
        leave?()
        leave = nil
    }
}

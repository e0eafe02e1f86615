public import NIOCore

/// One request of the hot face and the way to its answer. Used on its event loop only.
public final class HotExchange {
    public let request: HotRequest
    public let eventLoop: any EventLoop
    /// Whether there will be a log line that tells outcomes.
    public let isLogged: Bool
    private(set) var notes = RequestNotes.Content()
    /// Until it is answered.
    private var connection: HotFaceHandler?
    private var leave: (() -> Void)?

    init(
        _ request: HotRequest, on connection: HotFaceHandler, eventLoop: any EventLoop,
        isLogged: Bool
    ) {
        self.request = request
        self.connection = connection
        self.eventLoop = eventLoop
        self.isLogged = isLogged
    }

    /// Notes for the request's log line how many rows it has.
    public func note(rows: Int) { notes.rows = rows }

    /// Notes how asking the services ended, in route order.
    public func note(outcomes: [(service: String, outcome: String)]) { notes.outcomes = outcomes }

    /// Has the closure called when the client leaves before it is answered.
    public func onClientLeaving(_ leave: @escaping () -> Void) { self.leave = leave }

    /// Answers the request. Only the first call counts.
    public func answer(_ reply: Reply) { connection?.answer(self, reply) }

    /// Answers the request with what an error is answered with.
    public func answer(_ error: any Error) { connection?.answer(self, error) }

    func clientLeft() {
        let leave = leave.take()
        leave?()
    }

    /// It has been answered: nothing that comes later is its own.
    func end() {
        connection = nil
        leave = nil
    }
}

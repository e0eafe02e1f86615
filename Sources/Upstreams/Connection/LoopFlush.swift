import InferenceAPI
import NIOCore

/// Lets what was written to connections leave at the end of the event loop's turn: all requests of a
/// turn that go to one member go in one write.
final class LoopFlush {
    private let eventLoop: any EventLoop
    private var connections: [UpstreamConnection] = []
    private var began = Deadline(nanoseconds: 0)
    /// Nanoseconds that the loop's own work takes a turn, of late: what calls wait longer than they would
    /// have to is this loop's doing, not their members'.
    private(set) var turn: UInt64 = 0

    init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    /// - Precondition: it is not among them yet.
    func add(_ connection: UpstreamConnection) {
        if connections.isEmpty {
            began = .now
            let bound = NIOLoopBound(self, eventLoop: eventLoop)
            eventLoop.execute { bound.value.flush() }
        }
        connections.append(connection)
    }

    private func flush() {
        let written = connections
        connections.removeAll(keepingCapacity: true)
        for connection in written { connection.flush() }
        // The longest, forgotten by an eighth with each turn.
        turn = max(Deadline.now.remainingNanoseconds(at: began.nanoseconds), turn - turn / 8)
    }
}

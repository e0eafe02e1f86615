import NIOCore

/// Lets what was written to connections leave at the end of the event loop's turn: all requests of a
/// turn that go to one member go in one write.
final class LoopFlush {
    private let eventLoop: any EventLoop
    private var connections: [UpstreamConnection] = []

    init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func add(_ connection: UpstreamConnection) {
        if connections.isEmpty {
            let bound = NIOLoopBound(self, eventLoop: eventLoop)
            eventLoop.execute { bound.value.flush() }
        }
        if connections.last !== connection { connections.append(connection) }
    }

    private func flush() {
        let written = connections
        connections.removeAll(keepingCapacity: true)
        for connection in written { connection.flush() }
    }
}

import FanOut
import InferenceAPI
import NIOCore
import NIOPosix

/// The connections of one event loop to one member: performs what its `PoolState` decides.
final class MemberPool {
    let name: String
    let limits: UpstreamLimits
    private let eventLoop: any EventLoop
    private var state: PoolState
    private var calls = CallTable<MemberCall>()
    private var connections: [Int: UpstreamConnection] = [:]
    private var lastConnection = 0
    private var addresses: [(id: Int, address: SocketAddress)] = []
    private var lastAddress = 0
    private let authority: ByteBuffer
    private let flush: LoopFlush
    /// Room for what the state wants, kept from one event to the next.
    private var room: [PoolState.Action] = []
    private let watch: ((_ nanoseconds: UInt64) -> Void)?
    private let refused: @Sendable () -> Void

    /// - Parameters:
    ///   - answered: told how long each answer took.
    ///   - refused: called when an address refused, so that the name is looked up again.
    init(
        name: String, authority: String, limits: UpstreamLimits, eventLoop: any EventLoop,
        flush: LoopFlush,
        answered watch: ((_ nanoseconds: UInt64) -> Void)?, refused: @escaping @Sendable () -> Void
    ) {
        self.name = name
        self.authority = ByteBuffer(string: authority)
        self.limits = limits
        self.eventLoop = eventLoop
        self.flush = flush
        self.watch = watch
        self.refused = refused
        state = PoolState(limits: limits)
    }

    /// Calls waiting or under way.
    var inFlight: Int { state.inFlight }

    func submit(_ call: MemberCall, at now: Deadline) -> CallID {
        let id = calls.insert(call)
        perform { state.submit(id, at: now, into: &$0) }
        return id
    }

    /// The answer is not wanted any more; the sink hears nothing.
    func cancel(_ id: CallID) {
        guard let call = calls.remove(id) else { return }
        if let connection = call.connection {
            connections[connection]?.giveUp(id)
        } else {
            state.withdraw(id)
        }
    }

    func setAddresses(_ found: [SocketAddress]) {
        guard found != addresses.map(\.address) else { return }
        addresses = found.map { address in
            if let known = addresses.first(where: { $0.address == address }) { return known }
            lastAddress += 1
            return (lastAddress, address)
        }
        let ids = addresses.map(\.id)
        perform { state.setReplicas(ids, at: .now, into: &$0) }
    }

    /// Closes what is idle; connections with a call close when it ends.
    func shutDown() { setAddresses([]) }

    private func perform(_ event: (inout [PoolState.Action]) -> Void) {
        // What is done may lead to another event, for which there is then no room.
        var actions = room
        room = []
        event(&actions)
        for action in actions { perform(action) }
        actions.removeAll(keepingCapacity: true)
        room = actions
    }

    private func perform(_ action: PoolState.Action) {
        switch action {
        case .connect(let replica): connect(to: replica)
        case .send(let call, let connection): send(call, on: connection)
        case .close(let connection): connections[connection]?.close()
        case .fail(let call, let refusal): fail(call, refusal.failure(of: name))
        case .resolve: refused()
        }
    }

    private func send(_ id: CallID, on connection: Int) {
        guard let request = calls[id]?.request, let channel = connections[connection] else {
            return
        }
        calls[id]?.connection = connection
        channel.send(id, request, authority)
        flush.add(channel)
    }

    private func fail(_ id: CallID, _ failure: Failure) {
        guard let call = calls.remove(id) else { return }
        call.sink.upstream(call.site, failed: failure)
    }
}

// What connections report.
extension MemberPool {
    /// An answer came; `id` is nil where nobody wants it any more.
    func answered(
        _ id: CallID?, _ response: UpstreamResponse, after wait: Pace.Wait,
        on connection: UpstreamConnection, reusable: Bool, at now: Deadline
    ) {
        let call = id.flatMap { calls.remove($0) }
        state.answered(by: connection.replica, after: wait, at: now)
        if reusable {
            perform { state.released(connection.id, of: connection.replica, into: &$0) }
            if connection.isIdle { connection.becameIdle() }
        } else {
            giveUp(connection)
            connection.close()
        }
        guard let call else { return }
        watch?(now.remainingNanoseconds(at: call.askedAt.nanoseconds))
        call.sink.upstream(call.site, answered: response)
    }

    func misanswered(_ id: CallID?, _ error: ResponseError, on connection: UpstreamConnection) {
        giveUp(connection)
        if let id { fail(id, Failure(code: .badAnswer, detail: "\(name) \(error).")) }
    }

    /// The connection has closed; `first` was next to be answered, `last` is what the end completed.
    func closed(_ connection: UpstreamConnection, first: CallID?, last: UpstreamResponse?) {
        if connections[connection.id] != nil { giveUp(connection) }
        guard let first else { return }
        if let last {
            let entry = calls.remove(first)
            entry?.sink.upstream(entry?.site ?? 0, answered: last)
        } else if connection.isUsedBefore, !connection.hasAnswerBegun {
            retry(first)
        } else {
            fail(first, .closed(name))
        }
    }

    /// Forgets a connection; the calls that still wait on it go to others.
    func giveUp(_ connection: UpstreamConnection) {
        let behind = connection.takeCalls()
        forget(connection)
        guard !behind.isEmpty else { return }
        state.stalled(connection.replica, at: .now)
        for call in behind { retry(call) }
    }

    /// Nothing was answered: the member had closed an idle connection meanwhile, or holds it up.
    /// Predictions have no side effects, so the call is sent once more, on a fresh connection.
    private func retry(_ id: CallID) {
        guard let call = calls[id] else { return }
        guard !call.isRetried else { return fail(id, .closed(name)) }
        calls[id]?.isRetried = true
        calls[id]?.connection = nil
        perform { state.resubmit(id, at: .now, into: &$0) }
    }

    private func forget(_ connection: UpstreamConnection) {
        connections[connection.id] = nil
        perform { state.closed(connection.id, of: connection.replica, into: &$0) }
    }
}

// Opening connections.
extension MemberPool {
    private func connect(to replica: Int) {
        guard let address = addresses.first(where: { $0.id == replica })?.address else {
            return connectFailed(to: replica)
        }
        lastConnection += 1
        let connection = UpstreamConnection(id: lastConnection, replica: replica, owner: self)
        let bound = NIOLoopBound((self, connection), eventLoop: eventLoop)
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(limits.connectTimeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value.1)
                }
            }
        bootstrap.connect(to: address).whenComplete { result in
            let (pool, connection) = bound.value
            switch result {
            case .success: pool.connected(connection)
            case .failure: pool.connectFailed(to: replica)
            }
        }
    }

    private func connected(_ connection: UpstreamConnection) {
        connections[connection.id] = connection
        perform { state.connected(connection.id, to: connection.replica, into: &$0) }
        if connection.isIdle { connection.becameIdle() }
    }

    private func connectFailed(to replica: Int) {
        perform { state.connectFailed(to: replica, at: .now, into: &$0) }
    }
}

extension Failure {
    static func closed(_ name: String) -> Failure {
        Failure(
            code: .unreachable, detail: "\(name) closed the connection before it had answered.")
    }
}

extension PoolState.Refusal {
    func failure(of name: String) -> Failure {
        switch self {
        case .noAddress:
            Failure(code: .unreachable, detail: "\(name) has no address: its name is not known.")
        case .notConnected:
            Failure(code: .unreachable, detail: "\(name) refuses connections.")
        case .full(let limit):
            Failure(
                code: .overloaded,
                detail: "\(name) already has \(limit) calls in flight, which is the limit.")
        }
    }
}

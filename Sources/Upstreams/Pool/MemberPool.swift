import FanOut
import InferenceAPI
import NIOCore

/// The connections of one event loop to one member: performs what its `PoolState` decides.
final class MemberPool {
    let name: String
    let limits: UpstreamLimits
    let eventLoop: any EventLoop
    /// A timeout says something of the member only if it had so long.
    private let patience: Duration
    var state: PoolState
    var breaker: CircuitBreaker?
    var calls = CallTable<MemberCall>()
    var connections: [Int: UpstreamConnection] = [:]
    var lastConnection = 0
    private(set) var addresses: [(id: Int, address: SocketAddress)] = []
    private var lastAddress = 0
    var host: HostLines
    /// What an ejected address is asked.
    let probe: UpstreamRequest?
    let flush: LoopFlush
    let timers: LoopTimers
    /// Room for what the state wants, kept from one event to the next.
    private var room: [PoolState.Action] = []
    private var isShutDown = false
    let watch: ((UpstreamEvent) -> Void)?
    private let refused: @Sendable () -> Void

    /// - Parameters:
    ///   - watch: told of answers and of what else is counted.
    ///   - refused: called when an address refused, so that the name is looked up again.
    init(
        _ member: Upstream, limits: UpstreamLimits, eventLoop: any EventLoop, flush: LoopFlush,
        timers: LoopTimers, watch: ((UpstreamEvent) -> Void)?,
        refused: @escaping @Sendable () -> Void
    ) {
        name = member.name
        host = HostLines(authority: member.addresses.first?.authority ?? member.name)
        // The time from the request's coming to the call's leaving is its own.
        patience = member.patience * 9 / 10
        self.limits = limits
        self.eventLoop = eventLoop
        self.flush = flush
        self.timers = timers
        probe = member.readyRequest
        self.watch = watch
        self.refused = refused
        breaker = member.resilience.breaker.map { CircuitBreaker($0) }
        state = PoolState(
            limits: limits, ejection: member.resilience.ejection, random: SplitMix64())
    }

    /// Calls waiting or under way.
    var inFlight: Int { state.inFlight }

    /// Whether there is room for calls that could also be left.
    var hasRoom: Bool { inFlight < limits.inFlight / 2 }

    /// - Parameter other: an address that is asked only if no other is fit.
    func submit(
        _ call: consuming MemberCall, ratherThan other: Int? = nil, at now: Deadline
    ) -> CallID {
        call.ratherThan = other
        if !call.isCheck { call.admission = breaker?.admit(at: now) ?? .free }
        let isRefused = call.admission == .refused
        let id = calls.insert(call)
        if isRefused {
            fail(id, CallFailure(failure: .ejected(name)), isMembers: false, at: now)
        } else {
            perform { state.submit(id, at: now, ratherThan: other, into: &$0) }
        }
        return id
    }

    /// The answer is not wanted any more; the sink hears nothing.
    ///
    /// - Parameter isLate: because its time is over.
    func cancel(_ id: CallID, isLate: Bool, at now: Deadline) {
        guard let call = calls.remove(id) else { return }
        let waited = now.remaining(at: call.askedAt.nanoseconds)
        if isLate, waited >= patience {
            failed(call, at: call.replica, now)
        } else {
            breaker?.withdrawn(call.admission)
        }
        if let connection = call.connection {
            connections[connection]?.giveUp(id)
        } else {
            state.withdraw(id)
        }
    }

    /// Whether what a cancelled call costs the member is next to nothing.
    func isFast(_ replica: Int) -> Bool { state.isFast(replica, at: .now) }

    /// The address that a call was sent to; nil while it waits.
    func replica(of id: CallID) -> Int? { calls[id]?.replica }

    /// Whether a call that one address has failed would go to another.
    func hasOthers(than replica: Int?, at now: Deadline) -> Bool {
        state.hasOthers(than: replica, at: now)
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
    func shutDown() {
        setAddresses([])
        if breaker?.isOpen == true { tell(.breakerClosed) }
        isShutDown = true
    }

    /// Something began or ended; after the end of all nobody listens, so that gauges stay right.
    func tell(_ event: UpstreamEvent) {
        if !isShutDown { watch?(event) }
    }

    func perform(_ event: (inout [PoolState.Action]) -> Void) {
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
        case .fail(let call, let refusal):
            let isMembers = refusal == .notConnected
            fail(
                call, CallFailure(failure: refusal.failure(of: name), isUnanswered: isMembers),
                isMembers: isMembers, at: .now)
        case .resolve: refused()
        case .probe(let replica): ask(replica)
        case .wake(let instant): _ = timers.set(at: instant, for: self)
        case .tell(let event): tell(event)
        }
    }

    private func send(_ id: CallID, on connection: Int) {
        guard let channel = connections[connection] else { return }
        let sent = calls.change(id) { call in
            call.connection = connection
            call.replica = channel.replica
            return (request: call.request, deadline: call.deadline)
        }
        guard let sent else { return }
        channel.send(id, sent.request, by: sent.deadline)
    }

    /// - Parameter isMembers: the reason lies with the member, not with us.
    func fail(_ id: CallID, _ failure: CallFailure, isMembers: Bool, at now: Deadline) {
        guard let call = calls.remove(id) else { return }
        if isMembers {
            failed(call, at: failure.replica, now)
        } else {
            breaker?.withdrawn(call.admission)
        }
        call.sink.upstream(call.site, failed: failure)
    }
}

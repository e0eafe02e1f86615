import InferenceAPI
import NIOCore

/// The connections to one member on one event loop, as a value: events in, actions out.
///
/// It balances calls over the member's addresses, passes over sick ones, keeps connections to use
/// again, and queues what no connection is free for, first come, first served. A connection carries one call at a time, or
/// where the member is fast several, one behind the other (RFC 9112, section 9.3.2).
struct PoolState {
    enum Action: Equatable {
        case connect(replica: Int)
        case send(CallID, connection: Int)
        case close(connection: Int)
        case fail(CallID, Refusal)
        /// An address refused: its name should be looked up again.
        case resolve
        /// Ask an ejected address whether it is well.
        case probe(replica: Int)
        /// `timerFired` has something to do then.
        case wake(Deadline)
        case tell(UpstreamEvent)
    }

    enum Refusal: Equatable {
        case noAddress
        case full(limit: Int)
        case notConnected
    }

    var replicas: [ReplicaState] = []
    private let connectionsPerReplica: Int
    private let connectingPerReplica: Int
    private let pipelineDepth: Int
    private let inFlightLimit: Int
    private let coolDown: Duration
    private let ejection: ReplicaHealth.Settings?
    var random: SplitMix64

    init(
        limits: UpstreamLimits, ejection: ReplicaHealth.Settings?, random: SplitMix64
    ) {
        self.ejection = ejection
        self.random = random
        connectionsPerReplica = limits.connectionsPerReplica
        connectingPerReplica = limits.connectingPerReplica
        pipelineDepth = limits.pipelineDepth
        inFlightLimit = limits.inFlight
        coolDown = limits.coolDown
    }

    var inFlight: Int { replicas.reduce(0) { $0 + $1.load } }

    /// A call wants a connection.
    ///
    /// - Parameters:
    ///   - except: an address that has just refused it.
    ///   - other: an address that is asked only if no other is fit.
    mutating func submit(
        _ call: CallID, at now: Deadline, except: Int? = nil, ratherThan other: Int? = nil,
        into actions: inout [Action]
    ) {
        guard inFlight < inFlightLimit else {
            return actions.append(.fail(call, .full(limit: inFlightLimit)))
        }
        guard let place = choose(at: now, except: except, ratherThan: other) else {
            let refusal: Refusal = except == nil ? .noAddress : .notConnected
            return actions.append(.fail(call, refusal))
        }
        if replicas[place].waiting.isEmpty, let connection = shared(place, at: now) {
            return actions.append(.send(call, connection: connection))
        }
        if let connection = replicas[place].idle.popLast() {
            replicas[place].occupy(connection)
            return actions.append(.send(call, connection: connection))
        }
        replicas[place].waiting.append(call)
        connectIfNeeded(place, into: &actions)
    }

    /// A busy connection for one more call, where sharing is allowed and there are a few of them.
    private mutating func shared(_ place: Int, at now: Deadline) -> Int? {
        let spread = replicas[place].pace.spread
        guard pipelineDepth > 1, replicas[place].busy.count >= spread,
            replicas[place].pace.allowsSharing(at: now)
        else { return nil }
        return replicas[place].share(depth: pipelineDepth, among: spread)
    }

    /// A call whose connection turned out to be stale is sent again, on a connection opened for
    /// it: the idle ones beside it may be stale as well.
    mutating func resubmit(
        _ call: CallID, at now: Deadline, ratherThan other: Int? = nil,
        into actions: inout [Action]
    ) {
        guard let place = choose(at: now, except: nil, ratherThan: other) else {
            return actions.append(.fail(call, .noAddress))
        }
        if replicas[place].connections >= connectionsPerReplica, !replicas[place].idle.isEmpty {
            actions.append(.close(connection: replicas[place].idle.removeFirst()))
        }
        replicas[place].waiting.append(call)
        connectIfNeeded(place, into: &actions)
    }

    /// A connection to a replica has opened.
    mutating func connected(
        _ connection: Int, to replica: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard let place = place(of: replica) else {
            return actions.append(.close(connection: connection))
        }
        replicas[place].connecting -= 1
        serve(connection, at: place, now, into: &actions)
    }

    /// A connection to a replica could not be opened: its waiting calls try another address.
    mutating func connectFailed(
        to replica: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard let place = place(of: replica) else { return }
        replicas[place].connecting -= 1
        replicas[place].health.refused(for: coolDown, at: now)
        actions.append(.resolve)
        failed(replica, at: now, into: &actions)
        guard replicas[place].busy.isEmpty else { return }
        let stranded = replicas[place].waiting
        replicas[place].waiting.removeAll()
        forgetIfEmpty(place)
        for call in stranded { submit(call, at: now, except: replica, into: &actions) }
    }

    /// A call's connection is done with it and can carry another.
    mutating func released(
        _ connection: Int, of replica: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard let place = place(of: replica) else {
            return actions.append(.close(connection: connection))
        }
        guard replicas[place].release(connection) else { return }
        serve(connection, at: place, now, into: &actions)
    }

    /// An answer came after such a wait.
    mutating func answered(by replica: Int, after wait: Pace.Wait, at now: Deadline) {
        guard let place = place(of: replica) else { return }
        replicas[place].pace.answered(after: wait, at: now)
    }

    /// A call was answered well.
    mutating func succeeded(_ replica: Int) {
        guard let place = place(of: replica) else { return }
        replicas[place].health.succeeded()
    }

    /// Whether an address is one of ours that answers in next to no time.
    func isFast(_ replica: Int, at now: Deadline) -> Bool {
        place(of: replica).map { replicas[$0].pace.allowsSharing(at: now) } ?? false
    }

    /// A shared connection had to be given up.
    mutating func stalled(_ replica: Int, at now: Deadline) {
        guard let place = place(of: replica) else { return }
        replicas[place].pace.stalled(at: now)
    }

    /// A connection has closed, with calls on it or idle.
    mutating func closed(_ connection: Int, of replica: Int, into actions: inout [Action]) {
        guard let place = place(of: replica) else { return }
        replicas[place].forget(connection)
        connectIfNeeded(place, into: &actions)
        forgetIfEmpty(place)
    }

    /// A call that waits for a connection is not wanted any more.
    mutating func withdraw(_ call: CallID) {
        for place in replicas.indices {
            guard let position = replicas[place].waiting.firstIndex(of: call) else { continue }
            replicas[place].waiting.remove(at: position)
            return
        }
    }

    /// The member's addresses are these now; connections of others end with their calls.
    mutating func setReplicas(_ ids: [Int], at now: Deadline, into actions: inout [Action]) {
        for place in replicas.indices {
            replicas[place].isLeaving = !ids.contains(replicas[place].id)
        }
        for id in ids where place(of: id) == nil {
            replicas.append(ReplicaState(id: id, ejection: ejection))
        }
        for place in replicas.indices.reversed() where replicas[place].isLeaving {
            leave(place, at: now, into: &actions)
        }
    }

    private mutating func leave(_ place: Int, at now: Deadline, into actions: inout [Action]) {
        if replicas[place].health.isEjected { actions.append(.tell(.returned)) }
        replicas[place].health = ReplicaHealth(ejection)
        for connection in replicas[place].idle { actions.append(.close(connection: connection)) }
        replicas[place].idle.removeAll()
        let stranded = replicas[place].waiting
        replicas[place].waiting.removeAll()
        let id = replicas[place].id
        forgetIfEmpty(place)
        for call in stranded { submit(call, at: now, except: id, into: &actions) }
    }

    private mutating func serve(
        _ connection: Int, at place: Int, _ now: Deadline, into actions: inout [Action]
    ) {
        if let call = replicas[place].waiting.popFirst() {
            replicas[place].occupy(connection)
            actions.append(.send(call, connection: connection))
            shareOut(place, at: now, into: &actions)
        } else if replicas[place].isLeaving {
            actions.append(.close(connection: connection))
            forgetIfEmpty(place)
        } else {
            replicas[place].idle.append(connection)
        }
    }

    /// Others that wait need no connections of their own where calls may share.
    private mutating func shareOut(_ place: Int, at now: Deadline, into actions: inout [Action]) {
        while let next = replicas[place].waiting.first, let connection = shared(place, at: now) {
            replicas[place].waiting.removeFirst()
            actions.append(.send(next, connection: connection))
        }
        connectIfNeeded(place, into: &actions)
    }

    private mutating func connectIfNeeded(_ place: Int, into actions: inout [Action]) {
        guard replicas[place].waiting.count > replicas[place].connecting,
            replicas[place].connecting < connectingPerReplica,
            replicas[place].connections < connectionsPerReplica
        else { return }
        replicas[place].connecting += 1
        actions.append(.connect(replica: replicas[place].id))
    }

    private mutating func forgetIfEmpty(_ place: Int) {
        guard replicas[place].isLeaving, replicas[place].connections == 0,
            replicas[place].waiting.isEmpty
        else { return }
        replicas.remove(at: place)
    }

    func place(of replica: Int) -> Int? {
        replicas.firstIndex { $0.id == replica }
    }
}

import InferenceAPI
import NIOCore

@testable import Upstreams

/// Plays random events on a pool as its driver would, then lets everything come to an end; each call
/// must be sent once or failed once.
struct PoolPlay {
    private var pool = PoolScene(replicas: 2, connections: 3, connecting: 2, inFlight: 20, depth: 4)
    private var random: SplitMix64
    private var now: UInt64 = 0
    private var lastConnection = 0
    /// Ejected replicas whose probe is under way.
    private var probing: [Int] = []
    /// Replicas that are being connected to.
    private var connecting: [Int] = []
    private var busy: [(connection: Int, replica: Int, calls: Int)] = []
    private var idle: [(connection: Int, replica: Int)] = []
    private var waiting: [CallID] = []
    /// Replicas that the pool says it passes over.
    private var ejected = 0
    private(set) var breaches: [String] = []

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func run(events: Int) {
        for _ in 0..<events { event() }
        // The member recovers: from here on all connections open and all calls are answered.
        take(pool.setReplicas([1, 2], at: now))
        while !connecting.isEmpty || !busy.isEmpty { settle() }
        for replica in probing { take(pool.probed(replica, isWell: true, at: now)) }
        now += 100_000
        take(pool.timer(at: now))
        for replica in probing { take(pool.probed(replica, isWell: true, at: now)) }
        if !waiting.isEmpty { breaches.append("\(waiting.count) calls wait forever") }
        let passedOver = pool.state.replicas.count { $0.health.isEjected }
        if passedOver != 0 { breaches.append("\(passedOver) addresses never return") }
        if ejected != 0 { breaches.append("\(ejected) ejections more than returns were told") }
        if pool.state.inFlight != 0 { breaches.append("\(pool.state.inFlight) stay in flight") }
    }

    private mutating func event() {
        now += UInt64.random(in: 0...200, using: &random)
        take(pool.timer(at: now))
        switch Int.random(in: 0..<12, using: &random) {
        case 10: take(pool.failed(Int.random(in: 1...2, using: &random), at: now))
        case 11:
            guard let replica = probing.popLast() else { return }
            take(pool.probed(replica, isWell: Bool.random(using: &random), at: now))
        case 0..<4: submit()
        case 4: connect(opens: false)
        case 5, 6: connect(opens: true)
        case 7: settle()
        case 8: closeOne()
        default: withdrawOrMove()
        }
    }

    private mutating func submit() {
        let call = pool.makeCall()
        waiting.append(call)
        take(pool.submit(call, at: now))
    }

    private mutating func connect(opens: Bool) {
        guard let replica = connecting.popLast() else { return }
        guard opens else { return take(pool.connectFailed(to: replica, at: now)) }
        lastConnection += 1
        idle.append((lastConnection, replica))
        take(pool.connected(lastConnection, to: replica, at: now))
    }

    private mutating func settle() {
        connect(opens: true)
        guard let last = busy.indices.last else { return }
        let (connection, replica, calls) = busy[last]
        busy[last].calls -= 1
        if calls == 1 {
            busy.removeLast()
            idle.append((connection, replica))
        }
        let wait = UInt64.random(in: 1...2_000, using: &random)
        pool.answered(by: replica, after: wait, isShared: calls > 1, at: now)
        take(pool.released(connection, of: replica, at: now))
    }

    private mutating func closeOne() {
        let isBusy = Bool.random(using: &random)
        let closed = isBusy ? busy.popLast().map { ($0.connection, $0.replica) } : idle.popLast()
        guard let (connection, replica) = closed else { return }
        take(pool.closed(connection, of: replica))
    }

    private mutating func withdrawOrMove() {
        if Bool.random(using: &random), let call = waiting.popLast() {
            pool.withdraw(call)
        } else {
            let ids = [[1], [2], [1, 2], [1, 2]].randomElement(using: &random) ?? []
            take(pool.setReplicas(ids, at: now))
        }
    }

    private mutating func take(_ actions: [PoolState.Action]) {
        for action in actions { take(action) }
    }

    private mutating func take(_ action: PoolState.Action) {
        switch action {
        case .connect(let replica): connecting.append(replica)
        case .send(let call, let connection):
            forget(call, "sent")
            send(on: connection)
        case .close(let connection):
            guard let place = idle.firstIndex(where: { $0.connection == connection }) else {
                return breaches.append("closed connection \(connection), which is not idle")
            }
            let (_, replica) = idle.remove(at: place)
            take(pool.closed(connection, of: replica))
        case .fail(let call, _): forget(call, "failed")
        case .probe(let replica): probing.append(replica)
        case .tell(.ejected): ejected += 1
        case .tell(.returned): ejected -= 1
        case .resolve, .wake, .tell: break
        }
    }

    private mutating func send(on connection: Int) {
        if let place = busy.firstIndex(where: { $0.connection == connection }) {
            busy[place].calls += 1
            if busy[place].calls > 4 { breaches.append("connection \(connection) is overfull") }
        } else if let place = idle.firstIndex(where: { $0.connection == connection }) {
            let (connection, replica) = idle.remove(at: place)
            busy.append((connection, replica, 1))
        } else {
            breaches.append("sent on connection \(connection), which is not open")
        }
    }

    private mutating func forget(_ call: CallID, _ what: String) {
        guard let place = waiting.firstIndex(of: call) else {
            return breaches.append("a call was \(what) that does not wait")
        }
        waiting.remove(at: place)
    }
}

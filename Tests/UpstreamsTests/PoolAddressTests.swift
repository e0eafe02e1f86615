import NIOCore
import Testing

@testable import Upstreams

@Suite struct PoolAddressTests {
    /// The address that a call makes the pool connect to.
    private static func target(_ actions: [PoolState.Action]) -> Int {
        guard case .connect(let replica) = actions.last else { return 0 }
        return replica
    }

    @Test("an address that refuses passes its calls to another")
    func movesOn() {
        var pool = PoolScene(replicas: 2)
        let call = pool.makeCall()
        let first = Self.target(pool.submit(call))
        let other = 3 - first

        #expect(pool.connectFailed(to: first) == [.resolve, .connect(replica: other)])
        #expect(pool.connected(5, to: other) == [.send(call, connection: 5)])
    }

    @Test("a call fails when every address has refused it, and goes round no circle")
    func allRefuse() {
        var pool = PoolScene(replicas: 3)
        let call = pool.makeCall()
        let first = Self.target(pool.submit(call))
        let second = Self.target(pool.connectFailed(to: first))
        let third = Self.target(pool.connectFailed(to: second))

        #expect(Set([first, second, third]) == [1, 2, 3])
        #expect(pool.connectFailed(to: third) == [.resolve, .fail(call, .notConnected)])
        #expect(pool.state.inFlight == 0)
    }

    @Test("an address that refused is passed over until it has cooled down")
    func coolDown() {
        var pool = PoolScene(replicas: 2)
        let first = Self.target(pool.submit(pool.makeCall()))
        let other = Self.target(pool.connectFailed(to: first, at: 100))
        pool.connected(1, to: other)

        #expect(pool.submit(pool.makeCall(), at: 1_099) == [.connect(replica: other)])
        #expect(pool.submit(pool.makeCall(), at: 1_100) == [.connect(replica: first)])
    }

    @Test("the only address is tried again, though it refused a moment ago")
    func onlyAddress() {
        var pool = PoolScene(replicas: 1)
        pool.submit(pool.makeCall())
        pool.connectFailed(to: 1)

        #expect(pool.submit(pool.makeCall()) == [.connect(replica: 1)])
    }

    @Test("calls wait for a busy connection when a further one cannot be opened")
    func waitsForBusy() {
        var pool = PoolScene(replicas: 1)
        pool.submit(pool.makeCall())
        pool.connected(1)
        let second = pool.makeCall()
        pool.submit(second)

        #expect(pool.connectFailed(to: 1) == [.resolve])
        #expect(pool.released(1) == [.send(second, connection: 1)])
    }

    @Test("an address that is gone loses its idle connections at once and its waiting calls move")
    func removal() {
        var pool = PoolScene(replicas: 1)
        pool.idle(1)
        pool.submit(pool.makeCall())
        let waiting = pool.makeCall()
        pool.submit(waiting)

        #expect(pool.setReplicas([2]) == [.connect(replica: 2)])
        #expect(pool.released(1) == [.close(connection: 1)])
        #expect(pool.connected(2, to: 1) == [.close(connection: 2)])
        #expect(pool.state.replicas.map(\.id) == [2])
        #expect(pool.connected(3, to: 2) == [.send(waiting, connection: 3)])
    }

    @Test("idle connections of an address that is gone are closed")
    func removalOfIdle() {
        var pool = PoolScene(replicas: 1)
        pool.idle(1)
        pool.setReplicas([1, 2])

        #expect(pool.setReplicas([2]) == [.close(connection: 1)])
        #expect(pool.state.replicas.map(\.id) == [2])
        #expect(pool.closed(1).isEmpty)
    }

    @Test("calls fail when the last address goes")
    func lastAddress() {
        var pool = PoolScene(replicas: 1)
        let call = pool.makeCall()
        pool.submit(call)

        #expect(pool.setReplicas([]) == [.fail(call, .notConnected)])
    }

    @Test("an address that comes back keeps its connections")
    func comesBack() {
        var pool = PoolScene(replicas: 1)
        pool.submit(pool.makeCall())
        pool.connected(1)
        pool.setReplicas([2])

        pool.setReplicas([2, 1])

        #expect(pool.released(1).isEmpty)
        #expect(pool.state.replicas.first { $0.id == 1 }?.idle == [1])
    }

    @Test("no order of events leaves a call behind", arguments: 0..<40)
    func anyOrder(seed: UInt64) {
        var play = PoolPlay(seed: seed)

        play.run(events: 400)

        #expect(play.breaches == [], "seed \(seed)")
    }
}

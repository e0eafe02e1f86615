import NIOCore
import Testing

@testable import Upstreams

@Suite struct PoolStateTests {
    @Test("the first call opens a connection and goes out on it")
    func firstCall() {
        var pool = PoolScene(replicas: 1)
        let call = pool.makeCall()

        #expect(pool.submit(call) == [.connect(replica: 1)])
        #expect(pool.connected(7) == [.send(call, connection: 7)])
        #expect(pool.state.inFlight == 1)
        #expect(pool.released(7).isEmpty)
        #expect(pool.state.inFlight == 0)
    }

    @Test("the connection used last is used first: it is the least likely to be stale")
    func lastInFirstOut() {
        var pool = PoolScene(replicas: 1)
        let calls = (0..<2).map { _ in pool.makeCall() }
        for call in calls { pool.submit(call) }
        for connection in [10, 11] { pool.connected(connection) }
        for connection in [11, 10] { pool.released(connection) }
        let next = pool.makeCall()

        #expect(pool.submit(next) == [.send(next, connection: 10)])
    }

    @Test("calls wait in order when all connections are busy")
    func queue() {
        var pool = PoolScene(replicas: 1, connections: 1)
        let calls = (0..<3).map { _ in pool.makeCall() }

        #expect(calls.map { pool.submit($0) } == [[.connect(replica: 1)], [], []])
        #expect(pool.connected(1) == [.send(calls[0], connection: 1)])
        #expect(pool.released(1) == [.send(calls[1], connection: 1)])
        #expect(pool.released(1) == [.send(calls[2], connection: 1)])
    }

    @Test("a call that waits is served by whichever connection comes free")
    func servedByRelease() {
        var pool = PoolScene(replicas: 1)
        pool.submit(pool.makeCall())
        pool.connected(1)
        let second = pool.makeCall()

        #expect(pool.submit(second) == [.connect(replica: 1)])
        #expect(pool.released(1) == [.send(second, connection: 1)])
        #expect(pool.connected(2).isEmpty)
        #expect(pool.state.replicas[0].idle == [2])
    }

    @Test("a call over the limit fails at once with the limit")
    func inFlightLimit() {
        var pool = PoolScene(replicas: 2, inFlight: 2)
        for _ in 0..<2 { pool.submit(pool.makeCall()) }
        let third = pool.makeCall()

        #expect(pool.submit(third) == [.fail(third, .full(limit: 2))])
        #expect(pool.state.inFlight == 2)
    }

    @Test("a call to a member without an address fails at once")
    func noAddress() {
        var pool = PoolScene(replicas: 0)
        let call = pool.makeCall()

        #expect(pool.submit(call) == [.fail(call, .noAddress)])
    }

    @Test("a withdrawn call is not sent, its connection idles")
    func withdraw() {
        var pool = PoolScene(replicas: 1)
        let call = pool.makeCall()
        pool.submit(call)

        pool.withdraw(call)

        #expect(pool.state.inFlight == 0)
        #expect(pool.connected(1).isEmpty)
        #expect(pool.state.replicas[0].idle == [1])
    }

    @Test("a connection that closes while idle is not used again")
    func idleCloses() {
        var pool = PoolScene(replicas: 1)
        pool.idle(1)

        #expect(pool.closed(1).isEmpty)
        #expect(pool.submit(pool.makeCall()) == [.connect(replica: 1)])
    }

    @Test("a busy connection that closes makes room for another")
    func busyCloses() {
        var pool = PoolScene(replicas: 1, connections: 1)
        pool.submit(pool.makeCall())
        pool.connected(1)
        pool.submit(pool.makeCall())

        #expect(pool.closed(1) == [.connect(replica: 1)])
        #expect(pool.state.inFlight == 1)
    }

    @Test("a call that met a stale connection goes out on a fresh one", arguments: [2, 8])
    func staleConnection(limit: Int) {
        var pool = PoolScene(replicas: 1, connections: limit)
        let calls = (0..<2).map { _ in pool.makeCall() }
        for call in calls { pool.submit(call) }
        for connection in [1, 2] { pool.connected(connection) }
        for connection in [1, 2] { pool.released(connection) }
        let call = pool.makeCall()
        pool.submit(call)
        pool.closed(2)

        #expect(pool.resubmit(call) == [.connect(replica: 1)])
        #expect(pool.connected(3) == [.send(call, connection: 3)])
        #expect(pool.state.replicas[0].idle == [1])
    }
}

import Testing

@testable import Upstreams

@Suite struct PoolSharingTests {
    @Test("a fast member's busy connections are shared, two of them in turn")
    func shares() {
        var pool = busyPool(depth: 3)
        let calls = (0..<4).map { _ in pool.makeCall() }

        let actions = calls.map { pool.submit($0) }

        let connections = actions.flatMap { $0 }.map { action -> Int in
            guard case .send(_, let connection) = action else { return 0 }
            return connection
        }
        #expect(connections.sorted() == [1, 1, 2, 2])
    }

    @Test("of many busy connections two are filled")
    func fillsTwo() {
        var pool = PoolScene(replicas: 1, depth: 8)
        for connection in 1...6 {
            pool.submit(pool.makeCall())
            pool.connected(connection)
        }
        for answer in 1...Pace.fewest { pool.answered(after: 50, at: UInt64(answer) * 10) }

        for _ in 0..<10 { pool.submit(pool.makeCall()) }

        #expect(pool.state.replicas[0].busy.map(\.calls).sorted() == [1, 1, 1, 1, 6, 6])
    }

    @Test("calls beyond the depth get connections of their own")
    func full() {
        var pool = busyPool(depth: 2)
        for _ in 0..<2 { pool.submit(pool.makeCall()) }

        #expect(pool.submit(pool.makeCall()) == [.connect(replica: 1)])
    }

    @Test("a depth of 1 shares nothing")
    func off() {
        var pool = busyPool(depth: 1)

        #expect(pool.submit(pool.makeCall()) == [.connect(replica: 1)])
    }

    @Test("a slow member's connections are not shared")
    func slow() {
        var pool = busyPool(depth: 3, microseconds: 5_000)

        #expect(pool.submit(pool.makeCall()) == [.connect(replica: 1)])
    }

    @Test("a connection is idle when its last call has ended")
    func release() {
        var pool = busyPool(depth: 3)
        for _ in 0..<2 { pool.submit(pool.makeCall()) }

        #expect(pool.released(1).isEmpty)
        #expect(pool.state.replicas[0].idle.isEmpty)
        #expect(pool.released(1).isEmpty)
        #expect(pool.state.replicas[0].idle == [1])
        #expect(pool.state.inFlight == 2)
    }

    @Test("a shared connection that closes takes all its calls off the books")
    func closing() {
        var pool = busyPool(depth: 3)
        for _ in 0..<4 { pool.submit(pool.makeCall()) }

        pool.closed(1)

        #expect(pool.state.inFlight == 3)
        #expect(pool.state.replicas[0].connections == 1)
    }

    /// A pool whose member has two connections, 1 and 2, each with one call.
    private func busyPool(depth: Int, microseconds: UInt64 = 50) -> PoolScene {
        var pool = PoolScene(replicas: 1, depth: depth)
        for answer in 1...Pace.fewest {
            pool.answered(after: microseconds, at: UInt64(answer) * 10)
        }
        for connection in [1, 2] {
            pool.submit(pool.makeCall())
            pool.connected(connection)
        }
        return pool
    }
}

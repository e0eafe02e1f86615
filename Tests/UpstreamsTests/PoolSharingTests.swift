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

    @Test("of a member that works for next to no time one connection is filled")
    func fillsOne() {
        var pool = busyPool(depth: 8, microseconds: 10)

        for _ in 0..<9 { pool.submit(pool.makeCall()) }

        #expect(pool.state.replicas[0].busy.map(\.calls).sorted() == [3, 8])
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

    @Test("calls that wait for connections share those that open meanwhile")
    func sharesOut() {
        var pool = PoolScene(replicas: 1, connecting: 2, depth: 8)
        for answer in 1...Pace.fewest { pool.answered(after: 50, at: UInt64(answer) * 10) }
        let calls = (0..<5).map { _ in pool.makeCall() }

        let connects = calls.map { pool.submit($0, at: 200) }
        #expect(connects == [[.connect(replica: 1)], [.connect(replica: 1)], [], [], []])
        let first = pool.connected(1, at: 200)
        let second = pool.connected(2, at: 200)

        #expect(first == [.send(calls[0], connection: 1), .connect(replica: 1)])
        #expect(second.first == .send(calls[1], connection: 2))
        #expect(second.count == 4, "the others are sent, and no connection is opened for them")
        #expect(pool.state.replicas[0].waiting.isEmpty)
    }

    @Test("a slow member's calls get their connections in waves")
    func waves() {
        var pool = PoolScene(replicas: 1, connecting: 2, depth: 8)
        let calls = (0..<4).map { _ in pool.makeCall() }

        let connects = calls.flatMap { pool.submit($0) }
        #expect(connects == [.connect(replica: 1), .connect(replica: 1)])

        #expect(pool.connected(1) == [.send(calls[0], connection: 1), .connect(replica: 1)])
        #expect(pool.connected(2) == [.send(calls[1], connection: 2), .connect(replica: 1)])
        #expect(pool.connected(3) == [.send(calls[2], connection: 3)])
        #expect(pool.connected(4) == [.send(calls[3], connection: 4)])
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

import InferenceAPI
import NIOCore
import Testing

@testable import Upstreams

@Suite struct PoolBalanceTests {
    /// The address that a call makes the pool connect to; 0 where it goes to none.
    private static func target(_ actions: [PoolState.Action]) -> Int {
        guard case .connect(let replica) = actions.last else { return 0 }
        return replica
    }

    /// How many of so many calls go to each address.
    private static func shares(of calls: Int, in pool: inout PoolScene) -> [Int: Int] {
        var shares: [Int: Int] = [:]
        for _ in 0..<calls { shares[target(pool.submit(pool.makeCall())), default: 0] += 1 }
        return shares
    }

    @Test("of two addresses the less loaded one is asked")
    func lessLoaded() {
        var pool = PoolScene(replicas: 2)

        let busy = Self.shares(of: 8, in: &pool)
        #expect(busy == [1: 4, 2: 4])
    }

    @Test(
        "which of two idle addresses is asked is left to chance", arguments: 0..<8 as Range<UInt64>)
    func chance(seed: UInt64) {
        var first: Set<Int> = []
        for offset in 0..<32 {
            var pool = PoolScene(replicas: 2, seed: seed * 100 + UInt64(offset))
            first.insert(Self.target(pool.submit(pool.makeCall())))
        }

        #expect(first == [1, 2])
    }

    @Test("the loads of many addresses differ by few calls")
    func twoChoices() {
        var pool = PoolScene(replicas: 10, connections: 1_000, connecting: 1_000, inFlight: 2_000)

        let shares = Self.shares(of: 1_000, in: &pool)

        // At random alone the largest would be near 130 (Mitzenmacher, 2001).
        #expect(shares.count == 10)
        #expect(shares.values.allSatisfy { (95...105).contains($0) }, "\(shares)")
    }

    @Test("a copy goes to another address than the one that is silent, if it is fit")
    func ratherThan() {
        var pool = PoolScene(replicas: 2)
        #expect(Self.target(pool.submit(pool.makeCall(), ratherThan: 1)) == 2)
        #expect(Self.target(pool.submit(pool.makeCall(), ratherThan: 1)) == 2)

        var alone = PoolScene(replicas: 1)
        #expect(Self.target(alone.submit(alone.makeCall(), ratherThan: 1)) == 1)
    }

    @Test("a copy whose connection was stale keeps clear of that address too")
    func resubmittedRatherThan() {
        var pool = PoolScene(replicas: 2)
        for _ in 0..<8 {
            #expect(Self.target(pool.resubmit(pool.makeCall(), ratherThan: 1)) == 2)
        }
    }

    @Test("an address that fails five calls in a row is passed over until a probe finds it well")
    func ejection() {
        var pool = PoolScene(replicas: 2)
        for _ in 0..<4 { #expect(pool.failed(1) == []) }
        #expect(pool.failed(1) == [.tell(.ejected), .wake(PoolScene.instant(1_000))])

        let afterwards = Self.shares(of: 4, in: &pool)
        #expect(afterwards == [2: 4])
        #expect(pool.timer(at: 999) == [])
        #expect(pool.timer(at: 1_000) == [.probe(replica: 1)])
        #expect(pool.timer(at: 1_000) == [])
        #expect(pool.probed(1, isWell: false, at: 1_010) == [.wake(PoolScene.instant(3_010))])
        #expect(pool.timer(at: 3_010) == [.probe(replica: 1)])
        #expect(pool.probed(1, isWell: true, at: 3_011) == [.tell(.returned)])
        let shares = Self.shares(of: 4, in: &pool)
        #expect(shares == [1: 4])
    }

    @Test("an address that refuses again and again is ejected too")
    func ejectedByRefusals() {
        var pool = PoolScene(replicas: 2)
        var actions: [PoolState.Action] = []
        for second in 0..<20 as Range<UInt64> where !actions.contains(.tell(.ejected)) {
            let target = Self.target(pool.submit(pool.makeCall(), at: second * 1_000))
            guard target == 1 else { continue }
            actions = pool.connectFailed(to: 1, at: second * 1_000)
        }

        #expect(actions.contains(.tell(.ejected)))
    }

    @Test("when all addresses are ejected they are asked all the same")
    func allEjected() {
        var pool = PoolScene(replicas: 2)
        for replica in [1, 2] {
            for _ in 0..<5 { pool.failed(replica) }
        }

        let shares4 = Self.shares(of: 8, in: &pool)
        #expect(shares4 == [1: 4, 2: 4])
    }

    @Test("the only address is never ejected")
    func onlyAddress() {
        var pool = PoolScene(replicas: 1)

        let actions = (0..<20).flatMap { _ in pool.failed(1) }

        #expect(actions == [])
        #expect(Self.target(pool.submit(pool.makeCall())) == 1)
    }

    @Test("an ejected address that the name gives no more counts as returned")
    func leaves() {
        var pool = PoolScene(replicas: 2)
        for _ in 0..<5 { pool.failed(1) }

        #expect(pool.setReplicas([2]) == [.tell(.returned)])
        #expect(pool.timer(at: 1_000) == [])
        #expect(pool.probed(1, isWell: true, at: 1_000) == [])
    }
}

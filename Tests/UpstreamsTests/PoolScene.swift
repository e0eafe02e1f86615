import InferenceAPI
import NIOCore

@testable import Upstreams

/// A pool on stage: each method plays one event and returns the actions that it caused.
struct PoolScene {
    private(set) var state: PoolState
    private var calls = CallTable<Int>()
    private var count = 0

    /// A pool with addresses 1, 2, … of a member, whose connections carry up to `depth` calls.
    init(
        replicas: Int, connections: Int = 8, connecting: Int = 8, inFlight: Int = 100,
        depth: Int = 1, seed: UInt64 = 1
    ) {
        var limits = UpstreamLimits()
        limits.pipelineDepth = depth
        limits.connectionsPerReplica = connections
        limits.connectingPerReplica = connecting
        limits.inFlight = inFlight
        state = PoolState(limits: limits, ejection: .init(), random: SplitMix64(seed: seed))
        setReplicas(Array(1..<replicas + 1))
    }

    mutating func makeCall() -> CallID {
        count += 1
        return calls.insert(count)
    }

    @discardableResult
    mutating func submit(_ call: CallID, at milliseconds: UInt64 = 0) -> [PoolState.Action] {
        actions { $0.submit(call, at: Self.instant(milliseconds), into: &$1) }
    }

    /// A call that another address has failed.
    mutating func submit(_ call: CallID, ratherThan replica: Int) -> [PoolState.Action] {
        actions { $0.submit(call, at: Self.instant(0), ratherThan: replica, into: &$1) }
    }

    /// A call of an address has failed.
    @discardableResult
    mutating func failed(_ replica: Int, at milliseconds: UInt64 = 0) -> [PoolState.Action] {
        actions { $0.failed(replica, at: Self.instant(milliseconds), into: &$1) }
    }

    @discardableResult
    mutating func timer(at milliseconds: UInt64) -> [PoolState.Action] {
        actions { $0.timerFired(at: Self.instant(milliseconds), into: &$1) }
    }

    @discardableResult
    mutating func probed(
        _ replica: Int, isWell: Bool, at milliseconds: UInt64 = 0
    ) -> [PoolState.Action] {
        actions { $0.probed(replica, isWell: isWell, at: Self.instant(milliseconds), into: &$1) }
    }

    @discardableResult
    mutating func resubmit(
        _ call: CallID, ratherThan replica: Int? = nil
    ) -> [PoolState.Action] {
        actions { $0.resubmit(call, at: Self.instant(0), ratherThan: replica, into: &$1) }
    }

    @discardableResult
    mutating func connected(
        _ connection: Int, to replica: Int = 1, at milliseconds: UInt64 = 0
    ) -> [PoolState.Action] {
        actions { $0.connected(connection, to: replica, at: Self.instant(milliseconds), into: &$1) }
    }

    @discardableResult
    mutating func connectFailed(
        to replica: Int, at milliseconds: UInt64 = 0
    ) -> [PoolState.Action] {
        actions { $0.connectFailed(to: replica, at: Self.instant(milliseconds), into: &$1) }
    }

    @discardableResult
    mutating func released(
        _ connection: Int, of replica: Int = 1, at milliseconds: UInt64 = 0
    ) -> [PoolState.Action] {
        actions { $0.released(connection, of: replica, at: Self.instant(milliseconds), into: &$1) }
    }

    @discardableResult
    mutating func closed(_ connection: Int, of replica: Int = 1) -> [PoolState.Action] {
        actions { $0.closed(connection, of: replica, into: &$1) }
    }

    /// An answer of one of our classifiers.
    mutating func answered(
        by replica: Int = 1, after microseconds: UInt64, isShared: Bool = false,
        at milliseconds: UInt64 = 0
    ) {
        let wait = Pace.Wait(
            nanoseconds: microseconds * 1_000, isShared: isShared, isOurs: true)
        state.answered(by: replica, after: wait, at: Self.instant(milliseconds))
    }

    @discardableResult
    mutating func setReplicas(_ ids: [Int], at milliseconds: UInt64 = 0) -> [PoolState.Action] {
        actions { $0.setReplicas(ids, at: Self.instant(milliseconds), into: &$1) }
    }

    mutating func withdraw(_ call: CallID) { state.withdraw(call) }

    /// Opens a connection that idles.
    mutating func idle(_ connection: Int, of replica: Int = 1) {
        submit(makeCall())
        connected(connection, to: replica)
        released(connection, of: replica)
    }

    private mutating func actions(
        _ event: (inout PoolState, inout [PoolState.Action]) -> Void
    ) -> [PoolState.Action] {
        var actions: [PoolState.Action] = []
        event(&state, &actions)
        return actions
    }

    static func instant(_ milliseconds: UInt64) -> Deadline {
        Deadline(nanoseconds: milliseconds * 1_000_000)
    }
}

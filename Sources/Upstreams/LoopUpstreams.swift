import FanOut
import InferenceAPI
public import NIOCore

/// All members' connections of one event loop. Used on that loop only.
public final class LoopUpstreams {
    public let eventLoop: any EventLoop
    private let pools: [MemberPool]
    /// Of members whose calls may be sent more than once.
    private let persistent: [PersistentCalls?]
    /// Calls under way to members in this process.
    private var localCalls: [Int]
    private let watch: UpstreamGroup.EventWatch?
    let members: [Upstream]
    let timers: LoopTimers
    /// What the members have said of their models, to whichever loop.
    let signatures: SignatureBook

    init(
        members: [Upstream], limits: UpstreamLimits, signatures: SignatureBook,
        eventLoop: any EventLoop,
        watch: UpstreamGroup.EventWatch?, refused: @escaping @Sendable (Int) -> Void
    ) {
        self.eventLoop = eventLoop
        self.signatures = signatures
        self.members = members
        self.watch = watch
        let timers = LoopTimers(eventLoop: eventLoop)
        self.timers = timers
        let flush = LoopFlush(eventLoop: eventLoop)
        let pools = members.enumerated().map { index, member in
            var limits = limits
            limits.inFlight = min(limits.inFlight, member.inFlight)
            return MemberPool(
                member, limits: limits, eventLoop: eventLoop, flush: flush, timers: timers,
                watch: watch.map { watch in { watch(index, $0) } }, refused: { refused(index) })
        }
        self.pools = pools
        localCalls = members.map { _ in 0 }
        persistent = zip(members, pools).map { member, pool in
            guard member.resilience.isPersistent else { return nil }
            return PersistentCalls(pool: pool, settings: member.resilience, timers: timers)
        }
    }

    /// Sends a request to an upstream, or queues it; the call's sink hears how it ended, perhaps
    /// before this returns.
    func submit(_ call: consuming MemberCall, to upstream: Int, at now: Deadline) -> CallID {
        guard let persistent = persistent[upstream], !call.isCheck else {
            return pools[upstream].submit(call, at: now)
        }
        return persistent.submit(call, at: now)
    }

    /// The answer is not wanted any more; the sink hears nothing.
    ///
    /// - Parameter isLate: because its time is over.
    func cancel(_ call: CallID, of upstream: Int, isLate: Bool, at now: Deadline) {
        if let persistent = persistent[upstream] {
            persistent.cancel(call, isLate: isLate, at: now)
        } else {
            pools[upstream].cancel(call, isLate: isLate, at: now)
        }
    }

    /// Asks a member in this process; it too has so many calls at a time.
    ///
    /// - Returns: what says that nobody waits any more.
    func ask(
        _ service: any LocalService, _ operation: Operation, of upstream: Int,
        by deadline: Deadline, at now: Deadline, _ then: @escaping (UpstreamResponse) -> Void
    ) throws(Failure) -> (() -> Void)? {
        let limit = members[upstream].inFlight
        guard localCalls[upstream] < limit else {
            throw .full(members[upstream].name, limit: limit)
        }
        localCalls[upstream] += 1
        return service.answer(operation, by: deadline, on: eventLoop) { [self] response in
            localCalls[upstream] -= 1
            let took = Deadline.now.remainingNanoseconds(at: now.nanoseconds)
            watch?(upstream, .answered(nanoseconds: took))
            then(response)
        }
    }

    func setAddresses(_ found: [SocketAddress], of upstream: Int) {
        pools[upstream].setAddresses(found)
    }

    func shutDown() {
        for pool in pools { pool.shutDown() }
    }
}

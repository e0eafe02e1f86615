import FanOut
import InferenceAPI
public import NIOCore

/// All members' connections of one event loop. Used on that loop only.
public final class LoopUpstreams {
    public let eventLoop: any EventLoop
    private let pools: [MemberPool]
    let members: [Upstream]
    let timers: LoopTimers
    /// What the members have said of their models, to whichever loop.
    let signatures: SignatureBook

    init(
        members: [Upstream], limits: UpstreamLimits, signatures: SignatureBook,
        eventLoop: any EventLoop,
        answered: UpstreamGroup.AnswerWatch?,
        refused: @escaping @Sendable (Int) -> Void
    ) {
        self.eventLoop = eventLoop
        self.signatures = signatures
        self.members = members
        timers = LoopTimers(eventLoop: eventLoop)
        let flush = LoopFlush(eventLoop: eventLoop)
        pools = members.enumerated().map { index, member in
            var limits = limits
            limits.inFlight = min(limits.inFlight, member.inFlight)
            return MemberPool(
                name: member.name,
                authority: member.addresses.first?.authority ?? member.name, limits: limits,
                eventLoop: eventLoop, flush: flush,
                answered: answered.map { watch in { watch(index, $0) } },
                refused: { refused(index) })
        }
    }

    /// Sends a request to an upstream, or queues it; the call's sink hears how it ended, perhaps
    /// before this returns.
    func submit(
        _ request: UpstreamRequest, for site: Int, to upstream: Int, sink: any AnswerSink,
        at now: Deadline
    ) -> CallID {
        pools[upstream].submit(
            MemberCall(sink: sink, site: site, request: request, askedAt: now), at: now)
    }

    func cancel(_ call: CallID, of upstream: Int) { pools[upstream].cancel(call) }

    func setAddresses(_ found: [SocketAddress], of upstream: Int) {
        pools[upstream].setAddresses(found)
    }

    func shutDown() {
        for pool in pools { pool.shutDown() }
    }
}

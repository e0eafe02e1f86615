import FanOut
public import NIOCore

/// All members' connections of one event loop. Used on that loop only.
public final class LoopUpstreams {
    public let eventLoop: any EventLoop
    private let pools: [MemberPool]
    private let authorities: [String]

    init(
        members: [Upstream], limits: UpstreamLimits, eventLoop: any EventLoop,
        refused: @escaping @Sendable (Int) -> Void
    ) {
        self.eventLoop = eventLoop
        authorities = members.map { $0.addresses.first?.authority ?? $0.name }
        let flush = LoopFlush(eventLoop: eventLoop)
        pools = members.enumerated().map { index, member in
            MemberPool(
                name: member.name, limits: limits, eventLoop: eventLoop, flush: flush,
                refused: { refused(index) })
        }
    }

    /// Sends a request to an upstream, or queues it; the call's sink hears how it ended, perhaps
    /// before this returns.
    func submit(_ request: UpstreamRequest, for member: Int, to upstream: Int, sink: any AnswerSink)
        -> CallID
    {
        let head = request.head(authority: authorities[upstream])
        return pools[upstream].submit(
            MemberCall(sink: sink, member: member, head: head, body: request.body))
    }

    func cancel(_ call: CallID, of upstream: Int) { pools[upstream].cancel(call) }

    func setAddresses(_ found: [SocketAddress], of upstream: Int) {
        pools[upstream].setAddresses(found)
    }

    func shutDown() {
        for pool in pools { pool.shutDown() }
    }
}

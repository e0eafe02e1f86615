import InferenceAPI
import NIOCore

/// One connection to a member: writes a call's bytes, reads its response. One call at a time.
///
/// A call that is cancelled closes it, so that a late answer never meets another call.
final class UpstreamConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let id: Int
    let replica: Int
    private(set) var call: CallID?
    /// True if a call was answered here before: the member may have closed it since.
    private(set) var isUsedBefore = false
    private let owner: MemberPool
    private var reader: ResponseReader
    private var context: ChannelHandlerContext?
    private var idleTimer: Scheduled<Void>?

    init(id: Int, replica: Int, owner: MemberPool) {
        self.id = id
        self.replica = replica
        self.owner = owner
        reader = ResponseReader(limits: owner.limits)
    }

    /// True once a byte of the answer has come: the member has begun to answer.
    var hasAnswerBegun: Bool { reader.hasBegun }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// Sends a call; head and body leave in one system call.
    func send(_ call: CallID, head: ByteBuffer, body: ByteBuffer) {
        idleTimer?.cancel()
        idleTimer = nil
        self.call = call
        guard let context else { return }
        context.write(wrapOutboundOut(head), promise: nil)
        if body.readableBytes > 0 { context.write(wrapOutboundOut(body), promise: nil) }
        context.flush()
    }

    func close() { context?.close(promise: nil) }

    func becameIdle() {
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        idleTimer = context.eventLoop.scheduleTask(in: owner.limits.idleTimeout) {
            if bound.value.call == nil { bound.value.close() }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Kept, they would become the beginning of the next call's answer.
        guard call != nil else { return fail(.unexpected, context: context) }
        reader.receive(unwrapInboundIn(data))
        do throws(ResponseError) {
            while let (response, reusable) = try reader.next() {
                guard let answered = call else { throw .unexpected }
                call = nil
                isUsedBefore = true
                owner.answered(answered, response, on: self, reusable: reusable)
            }
        } catch {
            fail(error, context: context)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        idleTimer?.cancel()
        let last = reader.end()
        let open = call
        call = nil
        owner.closed(self, call: open, last: last)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func fail(_ error: ResponseError, context: ChannelHandlerContext) {
        if let open = call {
            call = nil
            owner.misanswered(open, error, on: self)
        }
        context.close(promise: nil)
    }
}

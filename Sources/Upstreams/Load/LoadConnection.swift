import InferenceAPI
import NIOCore

/// One connection that always has one request under way: the next leaves when the last is answered.
final class LoadConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: ByteBuffer
    private let worker: LoadWorker
    private var reader: ResponseReader
    /// When the request under way left.
    private var sent: Deadline?

    init(request: ByteBuffer, worker: LoadWorker) {
        self.request = request
        self.worker = worker
        reader = ResponseReader(limits: UpstreamLimits())
    }

    func channelActive(context: ChannelHandlerContext) { send(context) }

    private func send(_ context: ChannelHandlerContext) {
        guard worker.goesOn else { return context.close(promise: nil) }
        sent = .now
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        reader.receive(unwrapInboundIn(data))
        do throws(ResponseError) {
            while let response = try reader.next() {
                answered(response)
                guard reader.keepsAlive else { return context.close(promise: nil) }
                send(context)
            }
        } catch {
            fail("\(error)", context)
        }
    }

    private func answered(_ response: UpstreamResponse) {
        guard let sent else { return }
        let time = Deadline.now.nanoseconds - sent.nanoseconds
        self.sent = nil
        worker.count(response, after: .nanoseconds(Int64(clamping: time)))
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let last = reader.end() { answered(last) }
        if sent != nil { worker.fail("closed the connection without an answer") }
        sent = nil
        worker.closed()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        fail("broke the connection", context)
    }

    private func fail(_ reason: String, _ context: ChannelHandlerContext) {
        if sent != nil { worker.fail(reason) }
        sent = nil
        context.close(promise: nil)
    }
}

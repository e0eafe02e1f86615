import NIOCore

/// Closes a connection whose request head dribbles in: the clock starts at the first byte and stops
/// when the decoder behind has a whole head. A silent connection is the idle time-out's business.
final class SlowHeadHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let slowest: TimeAmount
    private var timer: Scheduled<Void>?
    /// True from a request's head to the end of its response.
    private var isInRequest = false

    init(slowest: TimeAmount) { self.slowest = slowest }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if !isInRequest, timer == nil { startTimer(context) }
        context.fireChannelRead(data)
    }

    func headArrived() {
        isInRequest = true
        timer?.cancel()
        timer = nil
    }

    func responseEnded() { isInRequest = false }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    private func startTimer(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        timer = context.eventLoop.scheduleTask(in: slowest) { bound.value.close(promise: nil) }
    }
}

import NIOCore
import NIOPosix

/// One request on a connection of its own.
final class SingleRequest: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let request: ByteBuffer
    private let timeout: TimeAmount
    private let promise: EventLoopPromise<UpstreamResponse>
    private var reader = ResponseReader(limits: UpstreamLimits())

    private init(
        _ request: ByteBuffer, _ timeout: TimeAmount, _ promise: EventLoopPromise<UpstreamResponse>
    ) {
        self.request = request
        self.timeout = timeout
        self.promise = promise
    }

    /// - Parameter timeout: how long the answer may take when the connection is open.
    static func send(
        _ request: ByteBuffer, to address: SocketAddress, within timeout: TimeAmount,
        on loop: any EventLoop
    ) -> EventLoopFuture<UpstreamResponse> {
        let promise = loop.makePromise(of: UpstreamResponse.self)
        ClientBootstrap(group: loop)
            .connectTimeout(UpstreamLimits().connectTimeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        SingleRequest(request, timeout, promise))
                }
            }
            .connect(to: address)
            .whenFailure { _ in promise.fail(LoadError.unreachable) }
        return promise.futureResult
    }

    func channelActive(context: ChannelHandlerContext) {
        let channel = context.channel
        let timer = context.eventLoop.scheduleTask(in: timeout) { channel.close(promise: nil) }
        promise.futureResult.whenComplete { _ in timer.cancel() }
        context.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        reader.receive(unwrapInboundIn(data))
        do throws(ResponseError) {
            guard let response = try reader.next() else { return }
            promise.succeed(response)
        } catch {
            promise.fail(LoadError.noAnswer("\(error)"))
        }
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let response = reader.end() { promise.succeed(response) }
        promise.fail(LoadError.noAnswer("closed the connection without an answer"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

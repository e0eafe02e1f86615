import HTTPTypes
import InferenceAPI
import Logging
import NIOCore

/// The hot face of a connection. It stands at the socket, answers the predict requests that it
/// understands wholly, and at the first that it does not gives the connection to the ordinary face
/// behind it, for good: no two parsers ever share a boundary between messages.
///
/// One request is under way at a time; those that a client sends ahead wait their turn. Until the
/// connection is given away there are no handlers behind, so what they do elsewhere is done here:
/// time-outs, draining, the client's leaving, the log line.
final class HotFaceHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    typealias OutboundIn = IOData
    typealias OutboundOut = ByteBuffer

    /// Bytes of requests sent ahead after which the connection is not read.
    private static let mostAhead = 64 << 10

    private let face: HotFace
    private let addOrdinaryFace: (_ begin: @escaping () -> Void) -> Void
    private var reader: HotReader
    private var writer = HotWriter()
    private let watch: ConnectionWatch
    private var context: ChannelHandlerContext?
    private var exchange: HotExchange?
    private var isServing = false
    private var isGivenAway = false
    private var isDraining = false
    private var wantsToRead = false
    private var random = SplitMix64()

    /// - Parameter giveAway: has the handlers behind added, and the closure called when they are there.
    init(_ face: HotFace, giveAway: @escaping (_ begin: @escaping () -> Void) -> Void) {
        self.face = face
        addOrdinaryFace = giveAway
        reader = HotReader(face.routes, bodyBytes: face.settings.bodyBytes)
        watch = ConnectionWatch(face.settings)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        watch.stop()
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        // Until the watch is stopped; a weak reference would make each use of this object dearer.
        watch.start(on: context.channel) { self.exchange != nil }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isGivenAway else { return context.fireChannelRead(data) }
        reader.receive(unwrapInboundIn(data))
        serve(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isGivenAway { context.fireChannelReadComplete() }
    }

    /// A client that sends far ahead is not read on until it has been answered.
    func read(context: ChannelHandlerContext) {
        wantsToRead = exchange != nil && reader.unreadBytes >= Self.mostAhead
        if !wantsToRead { context.read() }
    }

    /// Serves one request after the other while their answers come at once; all answers leave in
    /// one write.
    private func serve(_ context: ChannelHandlerContext) {
        let now = context.eventLoop.instant
        watch.heard(at: now)
        guard !isServing, exchange == nil, context.channel.isActive else { return }
        isServing = true
        var isForeign = false
        reading: while exchange == nil {
            switch reader.next(at: now, making: { RequestID.make(using: &random) }) {
            case .incomplete(let missing):
                if case .head = missing { watch.headBegan(on: context.channel) }
                if case .body = missing { watch.headArrived() }
                break reading
            case .foreign:
                isForeign = true
                break reading
            case .request(let request):
                begin(request, context)
            }
        }
        isServing = false
        flush(context)
        if isForeign { giveAway(context) }
    }

    private func begin(_ request: HotRequest, _ context: ChannelHandlerContext) {
        watch.headArrived()
        let exchange = HotExchange(
            request, on: self, eventLoop: context.eventLoop, isLogged: face.log.isOn)
        self.exchange = exchange
        face.log.metrics.began()
        face.routes.handlers[request.route](exchange)
    }

    func answer(_ exchange: HotExchange, _ error: any Error) {
        let path = face.routes.paths[exchange.request.route]
        answer(
            exchange,
            ProblemResponse(error, logger: face.log.logger)
                .reply(at: path, requestID: exchange.request.id))
    }

    func answer(_ exchange: HotExchange, _ reply: Reply) {
        guard let context, self.exchange === exchange else { return }
        self.exchange = nil
        exchange.end()
        let request = exchange.request
        let now = context.eventLoop.instant
        watch.heard(at: now)
        writer.append(reply, id: request.id, isLast: isDraining, at: now)
        face.log.write(
            id: request.id, method: "POST", path: face.routes.paths[request.route],
            series: face.series[request.route], status: reply.status.code,
            from: request.arrival, to: now, exchange.notes)
        face.log.metrics.ended()
        guard !isDraining else { return close(context) }
        guard !isServing else { return }
        flush(context)
        serve(context)
        if wantsToRead { read(context: context) }
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard !writer.isEmpty else { return }
        context.writeAndFlush(wrapOutboundOut(writer.bytes), promise: nil)
        writer.clear()
    }

    /// Closes the connection behind the last answer.
    private func close(_ context: ChannelHandlerContext) {
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(writer.bytes)).whenComplete { _ in
            bound.value.close(promise: nil)
        }
        writer.clear()
    }

    private func giveAway(_ context: ChannelHandlerContext) {
        isGivenAway = true
        watch.stop()
        addOrdinaryFace { self.passOn(context) }
    }

    /// The handlers behind begin with what this one has not read.
    private func passOn(_ context: ChannelHandlerContext) {
        context.fireChannelActive()
        let unread = reader.giveUp()
        if unread.readableBytes > 0 {
            context.fireChannelRead(wrapInboundOut(unread))
            context.fireChannelReadComplete()
        }
        if isDraining { context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent()) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent where !isGivenAway: drain(context)
        case ChannelEvent.inputClosed where !isGivenAway:
            clientLeft()
            context.close(promise: nil)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        watch.stop()
        clientLeft()
        // Whose handler does not answer it then is counted all the same.
        if let exchange { answer(exchange, ProblemResponse.clientLeft) }
        context.fireChannelInactive()
    }

    private func clientLeft() { exchange?.clientLeft() }

    /// As on the ordinary face: who is idle may have a request under way to us, so it is heard for a
    /// while yet; what has begun may arrive, and each answer closes its connection.
    private func drain(_ context: ChannelHandlerContext) {
        isDraining = true
        guard exchange == nil else { return }
        watch.linger(on: context.eventLoop) { [self] in
            guard exchange == nil, reader.unreadBytes == 0, !isGivenAway else { return }
            self.context?.close(promise: nil)
        }
    }
}

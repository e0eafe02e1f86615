import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A connection's pipeline. Bytes pass, from the socket on:
///
/// 1. `HotFaceHandler`: predict requests, until one comes that is not for it;
///
/// and from then on, or from the beginning where there are no such routes, the `OrdinaryFace`:
///
/// 2. `SlowHeadHandler`: a request's head must arrive in time;
/// 3. NIO's HTTP/1.1 decoder and encoder;
/// 4. `LastRequestHandler`: which request is the connection's last;
/// 5. `RequestEdgeHandler`: `100-continue`, errors with a body, draining, the client's leaving;
/// 6. Hummingbird's connection state (idle time-out, quiescing) and its async channel.
struct ServingChannel: ServerChildChannel {
    typealias Value = AcceptedConnection

    private let inner: HTTP1Channel
    private let slowest: TimeAmount
    /// Nil where no route is hot.
    private let hotFace: HotFace?

    init(
        settings: ServerSettings, hotRoutes: HotRoutes, log: RequestLog,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        slowest = TimeAmount(settings.slowestHead)
        hotFace =
            hotRoutes.paths.isEmpty
            ? nil : HotFace(routes: hotRoutes, settings: settings, log: log)
        let lingering = TimeAmount(settings.lingering)
        let bodyBytes = settings.bodyBytes
        inner = HTTP1Channel(
            responder: responder,
            configuration: .init(
                additionalChannelHandlers: [
                    RequestEdgeHandler(lingering: lingering, bodyBytes: bodyBytes)
                ],
                idleTimeout: TimeAmount(settings.idleTimeout),
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: settings.headerBytes,
                    maxHeaderListSize: settings.headerBytes,
                    maxHeaderFieldCount: 256)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let face = OrdinaryFace(of: channel) { addOrdinaryFace(to: $0, logger) }
            if let hotFace {
                try channel.pipeline.syncOperations.addHandler(
                    HotFaceHandler(hotFace) { face.build(then: $0) })
            } else {
                face.build {}
            }
            return AcceptedConnection(channel, face.future)
        }
    }

    private func addOrdinaryFace(
        to channel: any Channel, _ logger: Logger
    ) -> EventLoopFuture<HTTP1Channel.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(SlowHeadHandler(slowest: slowest))
        }.flatMap {
            inner.setup(channel: channel, logger: logger)
        }.flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(LastRequestHandler(), position: .before(codec))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        guard let ordinaryFace = await value.serve() else { return }
        await inner.handle(value: ordinaryFace, logger: logger)
    }
}

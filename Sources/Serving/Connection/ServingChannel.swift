import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes
import NIOHTTPTypesHTTP1

/// A connection's pipeline. Bytes pass, from the socket on:
///
/// 1. `HotFaceHandler`: predict requests, until one comes that is not for it;
/// 2. `SlowHeadHandler`: a request's head must arrive in time;
/// 3. NIO's HTTP/1.1 decoder and encoder;
/// 4. `LastRequestHandler`: which request is the connection's last;
/// 5. `RequestEdgeHandler`: `100-continue`, errors with a body, draining, the client's leaving;
/// 6. Hummingbird's connection state (idle time-out, quiescing) and its async channel.
struct ServingChannel: ServerChildChannel {
    typealias Value = AcceptedConnection

    private let inner: HTTP1Channel
    private let settings: ServerSettings
    private let hotRoutes: HotRoutes
    private let log: RequestLog

    init(
        settings: ServerSettings, hotRoutes: HotRoutes, log: RequestLog,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.settings = settings
        self.hotRoutes = hotRoutes
        self.log = log
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
        let slowest = TimeAmount(settings.slowestHead)
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            if !hotRoutes.paths.isEmpty {
                try pipeline.addHandler(
                    HotFaceHandler(routes: hotRoutes, settings: settings, log: log))
            }
            try pipeline.addHandler(SlowHeadHandler(slowest: slowest))
        }.flatMap {
            inner.setup(channel: channel, logger: logger)
        }.flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let codec = try pipeline.handler(type: HTTP1ToHTTPServerCodec.self)
            try pipeline.addHandler(LastRequestHandler(), position: .before(codec))
            return AcceptedConnection(value)
        }
    }

    func handle(value: Value, logger: Logger) async {
        await inner.handle(value: value.serve(), logger: logger)
    }
}

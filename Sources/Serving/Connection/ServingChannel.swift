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
/// and from then on, or from the beginning where there are no such routes, the ordinary face:
///
/// 2. `SlowHeadHandler`: a request's head must arrive in time;
/// 3. NIO's HTTP/1.1 decoder and encoder;
/// 4. `LastRequestHandler`: which request is the connection's last;
/// 5. `RequestEdgeHandler`: `100-continue`, errors with a body, draining, the client's leaving;
/// 6. Hummingbird's connection state (idle time-out, quiescing) and its async channel.
struct ServingChannel: ServerChildChannel {
    /// A connection that the server has let in. What becomes of it is its handlers' business.
    struct Value: ServerChildChannelValue {
        let channel: any Channel
    }

    /// Bytes of a connection's first read; the next ones are as long as what comes.
    private static let readBytes = 512

    private let inner: HTTP1Channel
    private let connections: OpenConnections
    private let slowest: TimeAmount
    /// Nil where no route is hot.
    private let hotFace: HotFace?

    init(
        settings: ServerSettings, hotRoutes: HotRoutes, log: RequestLog,
        connections: OpenConnections,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.connections = connections
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
        connections.add(channel)
        return channel.eventLoop.makeCompletedFuture {
            if let hotFace {
                try channel.syncOptions?.setOption(
                    .recvAllocator,
                    value: AdaptiveRecvByteBufferAllocator(
                        minimum: 64, initial: Self.readBytes, maximum: 65_536))
                try channel.pipeline.syncOperations.addHandler(
                    HotFaceHandler(hotFace) { addOrdinaryFace(to: channel, logger, then: $0) })
            } else {
                addOrdinaryFace(to: channel, logger) {}
            }
            return Value(channel: channel)
        }
    }

    /// Calls back, before it returns, where that could be done; otherwise the connection is closed.
    private func addOrdinaryFace(
        to channel: any Channel, _ logger: Logger, then begin: @escaping () -> Void
    ) {
        makeOrdinaryFace(of: channel, logger).assumeIsolated().whenComplete { result in
            switch result {
            case .success(let value):
                connections.serve(OrdinaryConnection(value, of: inner))
                begin()
            case .failure: channel.close(promise: nil)
            }
        }
    }

    private func makeOrdinaryFace(
        of channel: any Channel, _ logger: Logger
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

    /// The server has nothing to do for a connection but to let it in.
    func handle(value: Value, logger: Logger) async {}
}

import NIOCore
import NIOHTTP1

/// Marks a connection's last request by `connection: close`, in exactly these words: the layers
/// behind know no other sign, and not HTTP/1.0, whose clients wait for the connection's end.
final class LastRequestHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(var head) = unwrapInboundIn(data), Self.isLast(head) else {
            return context.fireChannelRead(data)
        }
        head.headers.replaceOrAdd(name: "connection", value: "close")
        context.fireChannelRead(wrapInboundOut(.head(head)))
    }

    /// An HTTP/1.0 client's wish to keep the connection is not granted: it would need its own answer.
    private static func isLast(_ head: HTTPRequestHead) -> Bool {
        head.version == .http1_0 || !head.isKeepAlive
    }
}

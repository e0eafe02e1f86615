import NIOCore
import NIOPosix
import Testing

/// A client's connection: sends any bytes, reads responses. For one task.
final class Connection {
    private let channel: any Channel
    private var chunks: AsyncStream<ByteBuffer>.Iterator
    private var reader = ReplyReader()

    /// The longest that a test waits on a connection: then it reads as closed.
    private static let patience = TimeAmount.seconds(30)

    init(port: Int) async throws {
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.autoRead, value: true)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Tap(continuation))
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        chunks = stream.makeAsyncIterator()
        let channel = channel
        let limit = channel.eventLoop.scheduleTask(in: Self.patience) {
            Issue.record("A connection stayed open for longer than a test waits.")
            channel.close(promise: nil)
        }
        channel.closeFuture.whenComplete { _ in limit.cancel() }
    }

    deinit { channel.close(promise: nil) }

    /// Sends without waiting for the bytes to leave: the answer may come before they have.
    func send(_ text: String) { channel.writeAndFlush(ByteBuffer(string: text), promise: nil) }

    /// Sends a request and reads its response.
    func ask(_ request: HTTPCall) async throws -> Reply {
        send(request.text)
        if !request.data.isEmpty {
            channel.writeAndFlush(ByteBuffer(bytes: request.data), promise: nil)
        }
        return try await reply(toHead: request.method == "HEAD")
    }

    func reply(toHead: Bool = false) async throws -> Reply {
        while true {
            if let reply = try reader.next(toHead: toHead) { return reply }
            guard let chunk = await chunks.next() else { throw Closed(unread: reader.unread.count) }
            reader.unread += chunk.readableBytesView
        }
    }

    /// Waits for an interim response.
    func interim(_ status: Int) async throws {
        while try reader.next(toHead: false) == nil, !reader.interim.contains(status) {
            guard let chunk = await chunks.next() else { throw Closed(unread: reader.unread.count) }
            reader.unread += chunk.readableBytesView
        }
        guard reader.interim.contains(status) else { throw Unexpected("a final response came") }
    }

    /// Waits for the other side to close; true if it sent nothing more before it did.
    func closesSilently() async -> Bool {
        guard reader.unread.isEmpty else { return false }
        return await chunks.next() == nil
    }

    func close() async { try? await channel.close() }

    /// The connection closed before a response was whole.
    struct Closed: Error { let unread: Int }
}

/// Passes what a channel reads to a stream; the stream ends with the channel.
private final class Tap: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let stream: AsyncStream<ByteBuffer>.Continuation

    init(_ stream: AsyncStream<ByteBuffer>.Continuation) { self.stream = stream }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        stream.yield(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) { stream.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}

import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

/// A connection on its way from the acceptor to the task that serves it.
///
/// While the server stops, a connection that it has just accepted may find no task any more. NIO's
/// async channel ends the process when it is dropped unserved (swift-nio issue 2637), so this
/// closes it first, and lets go of it when the pipeline has been taken down.
final class AcceptedConnection: ServerChildChannelValue {
    let channel: any Channel
    private let ordinaryFace: EventLoopFuture<HTTP1Channel.Value?>
    private let isServed = Atomic(false)

    init(_ channel: any Channel, _ ordinaryFace: EventLoopFuture<HTTP1Channel.Value?>) {
        self.channel = channel
        self.ordinaryFace = ordinaryFace
    }

    /// The connection's ordinary face, once there is one, for the task that serves it to its end; nil
    /// when the connection has ended without.
    func serve() async -> HTTP1Channel.Value? {
        isServed.store(true, ordering: .relaxed)
        return await withTaskCancellationHandler {
            try? await ordinaryFace.get()
        } onCancel: {
            channel.close(promise: nil)
        }
    }

    deinit {
        guard !isServed.load(ordering: .relaxed) else { return }
        let (channel, ordinaryFace) = (channel, ordinaryFace)
        channel.close(promise: nil)
        channel.closeFuture.whenComplete { _ in withExtendedLifetime(ordinaryFace) {} }
    }
}

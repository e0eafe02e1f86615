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
    private let asyncChannel: HTTP1Channel.Value
    private let isServed = Atomic(false)

    var channel: any Channel { asyncChannel.channel }

    init(_ asyncChannel: HTTP1Channel.Value) { self.asyncChannel = asyncChannel }

    /// The connection, for the task that serves it to its end.
    func serve() -> HTTP1Channel.Value {
        isServed.store(true, ordering: .relaxed)
        return asyncChannel
    }

    deinit {
        guard !isServed.load(ordering: .relaxed) else { return }
        let asyncChannel = asyncChannel
        asyncChannel.channel.close(promise: nil)
        asyncChannel.channel.closeFuture.whenComplete { _ in withExtendedLifetime(asyncChannel) {} }
    }
}

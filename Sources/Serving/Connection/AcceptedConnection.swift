import Hummingbird
import HummingbirdCore
import NIOCore

/// A connection on its way from the acceptor to the task that serves it.
///
/// While the server stops, a connection that it has just accepted may find no task any more. NIO's
/// async channel ends the process when it is dropped unserved (swift-nio issue 2637), so this
/// closes it first, and lets go of it when the pipeline has been taken down.
final class AcceptedConnection: ServerChildChannelValue {
    let asyncChannel: HTTP1Channel.Value

    var channel: any Channel { asyncChannel.channel }

    init(_ asyncChannel: HTTP1Channel.Value) { self.asyncChannel = asyncChannel }

    deinit {
        let asyncChannel = asyncChannel
        asyncChannel.channel.close(promise: nil)
        asyncChannel.channel.closeFuture.whenComplete { _ in withExtendedLifetime(asyncChannel) {} }
    }
}

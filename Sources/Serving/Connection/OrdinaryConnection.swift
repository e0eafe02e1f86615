import HummingbirdCore
import Logging
import NIOCore
import Synchronization

/// A connection that has an ordinary face, on its way to the task that serves it.
///
/// While the server stops it may find no task any more. NIO's async channel ends the process when it is
/// dropped unserved (swift-nio issue 2637), so this closes it first, and lets go of it when the pipeline
/// has been taken down.
final class OrdinaryConnection: Sendable {
    private let face: HTTP1Channel
    private let value: HTTP1Channel.Value
    private let isServed = Atomic(false)

    init(_ value: HTTP1Channel.Value, of face: HTTP1Channel) {
        self.value = value
        self.face = face
    }

    /// Serves it to its end.
    func serve(_ logger: Logger) async {
        isServed.store(true, ordering: .relaxed)
        await face.handle(value: value, logger: logger)
    }

    deinit {
        guard !isServed.load(ordering: .relaxed) else { return }
        let value = value
        value.channel.close(promise: nil)
        value.channel.closeFuture.whenComplete { _ in withExtendedLifetime(value) {} }
    }
}

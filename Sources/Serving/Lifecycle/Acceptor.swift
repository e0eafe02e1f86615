import NIOCore
import Synchronization

/// The listening socket on its way out: it lets nobody in before the server closes it.
///
/// A connection passes three hands before its task: the kernel's queue, the event loop it is set up
/// on, and the listening socket's. The kernel resets, and NIO closes, those that are still on the
/// way when the socket is closed. So the door shuts first, and the server closes the socket when
/// every connection that came in by then has its task.
final class Acceptor: Sendable {
    /// How long a handshake under way may take to finish.
    private static let handshake = Duration.milliseconds(20)
    /// Turns of the event loop after which the kernel's queue (1,024 long) is empty, however busy the
    /// machine is: a turn accepts 4 connections (NIO's `maxMessagesPerRead`).
    private static let turns = 256

    private let group: any EventLoopGroup
    private let channel = Mutex<(any Channel)?>(nil)

    init(group: any EventLoopGroup) { self.group = group }

    func opened(_ channel: any Channel) { self.channel.withLock { $0 = channel } }

    func stop() async {
        guard let channel = channel.withLock({ $0 }) else { return }
        if await DoorFilter.attach(to: channel) {
            try? await Task.sleep(for: Self.handshake)
            for _ in 0..<Self.turns { try? await channel.eventLoop.submit {}.get() }
        }
        try? await channel.setOption(.autoRead, value: false).get()
        // Each loop has done what was asked of it before: once the set-up, once the handing over.
        for _ in 0..<2 {
            for loop in group.makeIterator() { try? await loop.submit {}.get() }
            try? await channel.eventLoop.submit {}.get()
        }
    }
}

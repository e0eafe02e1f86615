import HummingbirdCore
import NIOCore

/// The ordinary face of one connection, built when it is needed: most connections never leave the hot
/// face, and Hummingbird's handlers and buffers are the larger part of what a connection holds. Used on
/// the connection's event loop only.
final class OrdinaryFace {
    typealias Builder = (any Channel) -> EventLoopFuture<HTTP1Channel.Value>

    private let channel: any Channel
    private let make: Builder
    private let promise: EventLoopPromise<HTTP1Channel.Value?>
    private var isDecided = false

    /// The face when it is there; nil when the connection has ended without it.
    var future: EventLoopFuture<HTTP1Channel.Value?> { promise.futureResult }

    init(of channel: any Channel, _ make: @escaping Builder) {
        self.channel = channel
        self.make = make
        promise = channel.eventLoop.makePromise()
        channel.closeFuture.assumeIsolated().whenComplete { _ in self.decide(.success(nil)) }
    }

    /// Adds its handlers behind those that the connection has, and calls back, before it returns, where
    /// that could be done; otherwise the connection is closed.
    func build(then begin: @escaping () -> Void) {
        make(channel).assumeIsolated().whenComplete { result in
            self.decide(result.map { $0 })
            switch result {
            case .success: begin()
            case .failure: self.channel.close(promise: nil)
            }
        }
    }

    private func decide(_ result: Result<HTTP1Channel.Value?, any Error>) {
        guard !isDecided else { return }
        isDecided = true
        promise.completeWith(result)
    }
}

import NIOCore
import NIOPosix

extension MemberPool {
    /// The first read is for a small answer; the next ones are as long as what comes.
    private static let reads = AdaptiveRecvByteBufferAllocator(
        minimum: 64, initial: 512, maximum: 65_536)

    /// Opens a connection to an address; the pool hears whether it could.
    func connect(to replica: Int) {
        guard let address = addresses.first(where: { $0.id == replica })?.address else {
            return connectFailed(to: replica)
        }
        lastConnection += 1
        let connection = UpstreamConnection(id: lastConnection, replica: replica, owner: self)
        let bound = NIOLoopBound((self, connection), eventLoop: eventLoop)
        let bootstrap = ClientBootstrap(group: eventLoop)
            .connectTimeout(limits.connectTimeout)
            .channelOption(.recvAllocator, value: Self.reads)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value.1)
                }
            }
        bootstrap.connect(to: address).whenComplete { result in
            let (pool, connection) = bound.value
            switch result {
            case .success: pool.connected(connection)
            case .failure: pool.connectFailed(to: replica)
            }
        }
    }
}

import NIOCore
import NIOPosix

extension MemberPool {
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

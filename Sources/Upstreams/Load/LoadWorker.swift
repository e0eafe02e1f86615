import InferenceAPI
import NIOCore
import NIOPosix

/// One event loop's share of a load. Used on its loop only.
final class LoadWorker {
    /// How long a connection that failed waits before it is opened again.
    private static var pause: TimeAmount { .milliseconds(10) }

    private let address: SocketAddress
    private let request: ByteBuffer
    private let eventLoop: any EventLoop
    private let end: Deadline
    private var result = LoadResult()
    private var open = 0
    private let promise: EventLoopPromise<LoadResult>

    init(
        address: SocketAddress, request: ByteBuffer, until end: Deadline,
        on eventLoop: any EventLoop
    ) {
        self.address = address
        self.request = request
        self.end = end
        self.eventLoop = eventLoop
        promise = eventLoop.makePromise()
    }

    /// Keeps so many connections busy until the end; the result comes when the last has closed.
    func run(connections: Int) -> EventLoopFuture<LoadResult> {
        open = connections
        for _ in 0..<connections { connect() }
        return promise.futureResult
    }

    var goesOn: Bool { Deadline.now < end }

    func count(_ response: UpstreamResponse, after time: Duration) {
        result.statuses[response.status, default: 0] += 1
        result.bodyBytes += response.body.readableBytes
        if response.status == 200 { result.latencies.add(time) }
    }

    func fail(_ reason: String) { result.failures[reason, default: 0] += 1 }

    /// A connection has closed: another takes its place while the load lasts.
    func closed() {
        guard !goesOn else { return connect() }
        open -= 1
        if open == 0 { promise.succeed(result) }
    }

    private func connect() {
        let connection = LoadConnection(request: request, worker: self)
        let bound = NIOLoopBound((self, connection), eventLoop: eventLoop)
        ClientBootstrap(group: eventLoop)
            .connectTimeout(UpstreamLimits().connectTimeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(bound.value.1)
                }
            }
            .connect(to: address)
            .whenFailure { _ in
                let worker = bound.value.0
                worker.fail("could not be connected to")
                worker.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
                    bound.value.0.closed()
                }
            }
    }
}

import InferenceAPI
public import NIOCore
import NIOPosix

/// Keeps a service busy: every connection sends its next request when the last is answered, so that
/// there are as many under way as there are connections.
public struct LoadGenerator: Sendable {
    /// How long an answer may take at the end before its connection is given up.
    private static var grace: TimeAmount { .seconds(10) }

    private let target: LoadTarget
    private let address: SocketAddress
    private let group: any EventLoopGroup

    /// - Parameter group: the loops that share the connections.
    public init(target: LoadTarget, on group: any EventLoopGroup) async throws(LoadError) {
        let resolver = Resolver(threads: .singleton)
        guard let address = await resolver.resolve([target.address]).first else {
            throw .unknownHost(target.address.authority)
        }
        self.target = target
        self.address = address
        self.group = group
    }

    /// The body of a single `GET`, which must be answered with 200.
    public func get(_ path: String) async throws -> ByteBuffer {
        let request = Self.head("GET", path, target.address.authority) + "\r\n"
        let loop = group.any()
        let answer = try await loop.flatSubmit { [address] in
            SingleRequest.send(
                ByteBuffer(string: request), to: address, within: Self.grace, on: loop)
        }.get()
        guard answer.status == 200 else { throw LoadError.status(answer.status, path: path) }
        return answer.body
    }

    /// Posts the body over and over.
    public func post(
        _ body: ByteBuffer, connections: Int, for duration: Duration
    ) async throws -> LoadResult {
        var request = ByteBuffer(
            string: Self.head("POST", target.path, target.address.authority)
                + "\(HeaderNames.contentType): \(ContentTypes.json)\r\n"
                + "\(HeaderNames.contentLength): \(body.readableBytes)\r\n\r\n")
        request.writeImmutableBuffer(body)
        let start = Deadline.now
        let end = Deadline(after: duration, from: start.nanoseconds)
        let loops = Array(group.makeIterator())
        let shares = loops.indices.map { index in
            connections * (index + 1) / loops.count - connections * index / loops.count
        }
        let results = zip(loops, shares).filter { $0.1 > 0 }.map { loop, share in
            loop.flatSubmit { [address, request] in
                LoadWorker(address: address, request: request, until: end, on: loop)
                    .run(connections: share)
            }
        }
        var total = LoadResult()
        for result in results { total.add(try await result.get()) }
        total.elapsed = .nanoseconds(
            Int64(clamping: Deadline.now.nanoseconds - start.nanoseconds))
        return total
    }

    private static func head(_ method: String, _ path: String, _ authority: String) -> String {
        "\(method) \(path) HTTP/1.1\r\nhost: \(authority)\r\n"
    }
}

/// Why a service cannot be put under load.
public enum LoadError: Error, Equatable, Sendable {
    case unknownHost(String)
    case unreachable
    case noAnswer(String)
    case status(Int, path: String)
}

extension LoadError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownHost(let host): "the host of \(host) is not known"
        case .unreachable: "it cannot be connected to"
        case .noAnswer(let reason): "it \(reason)"
        case .status(let status, let path): "GET \(path) was answered with \(status)"
        }
    }
}

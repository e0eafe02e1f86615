/// Where and within which limits a process serves. Every limit has a name and a default.
public struct ServerSettings: Sendable {
    public enum Listen: Sendable, Equatable {
        case tcp(host: String, port: Int)
        case unix(path: String)
    }

    public var listen: Listen
    /// Bytes of a request's body.
    public var bodyBytes = 16 << 20
    /// Bytes of all header fields of a request.
    public var headerBytes = 64 << 10
    /// The longest that a request's head may take to arrive.
    public var slowestHead: Duration = .seconds(10)
    /// How long a connection may be silent between or within requests.
    public var idleTimeout: Duration = .seconds(60)
    /// Open connections; more wait in the kernel's queue.
    public var connections = 16_384
    /// How long idle connections are still answered after the signal to stop.
    public var lingering: Duration = .milliseconds(500)
    /// The longest that requests in flight may take to finish after the signal to stop.
    public var drain: Duration = .seconds(30)

    public init(listen: Listen) { self.listen = listen }
}

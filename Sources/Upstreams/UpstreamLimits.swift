public import NIOCore

/// The limits of the client side, each for one member and one event loop unless it says otherwise.
public struct UpstreamLimits: Sendable {
    public static let defaultPipelineDepth = 64
    public static let defaultInFlight = 1_024

    /// Calls waiting or under way; a further one fails at once with `overloaded`.
    public var inFlight = defaultInFlight
    /// Connections to one address of a member.
    public var connectionsPerReplica = 256
    /// Connections to one address that are being opened at a time: by the time they are open it may show
    /// that calls can share them, and a burst of calls does not overrun the member's queue.
    public var connectingPerReplica = 16
    /// Calls on one connection, one behind the other, where a member of ours is fast; 1 is off.
    public var pipelineDepth = defaultPipelineDepth
    /// The longest wait for a connection to open.
    public var connectTimeout: TimeAmount = .seconds(1)
    /// Bytes of one answer's body; a larger one is a bad answer.
    public var answerBytes = 64 << 20
    /// Bytes of an answer that is read as a tree of values: those of other protocols' servers, of
    /// other proxies, and labels.
    static let treeBytes = 8 << 20
    /// Bytes of one answer's head.
    public var headBytes = 64 << 10
    /// How long an address that refused is passed over while another one is left.
    public var coolDown: Duration = .seconds(1)
    /// How long a connection may idle before it is closed.
    public var idleTimeout: TimeAmount = .seconds(60)
    /// How often names are resolved again; for the whole process.
    public var resolveEvery: Duration = .seconds(5)

    public init() {}
}

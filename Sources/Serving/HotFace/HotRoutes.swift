/// The predict routes that a service answers on the connection's own event loop, without a task.
///
/// Each is a route of the service's `RouteTable` too: what the hot face does not understand wholly
/// is answered there, and must be answered alike.
public struct HotRoutes: Sendable {
    /// Called on the exchange's event loop; it has the exchange answered once, now or later.
    public typealias Handler = @Sendable (HotExchange) -> Void

    private(set) var paths: [String] = []
    /// The paths as they stand in a request line.
    private(set) var lines: [[UInt8]] = []
    /// The route of the table that each belongs to: requests are counted by it.
    private(set) var patterns: [String] = []
    private(set) var handlers: [Handler] = []
    /// Whether a body may be bytes of tensors, beside JSON.
    private(set) var takesTensors: [Bool] = []

    public init() {}

    /// - Parameters:
    ///   - pattern: the route's name in the table, where that is not the path itself.
    ///   - takesTensors: whether a body may be `application/octet-stream`.
    public mutating func post(
        _ path: String, as pattern: String? = nil, takesTensors: Bool = false,
        _ handler: @escaping Handler
    ) {
        paths.append(path)
        lines.append(Array(path.utf8))
        patterns.append(pattern ?? path)
        handlers.append(handler)
        self.takesTensors.append(takesTensors)
    }
}

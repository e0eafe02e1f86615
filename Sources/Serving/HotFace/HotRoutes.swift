/// The predict routes that a service answers on the connection's own event loop, without a task.
///
/// Each is a route of the service's `RouteTable` too: what the hot face does not understand wholly
/// is answered there, and must be answered alike.
public struct HotRoutes: Sendable {
    /// Called on the exchange's event loop; it has the exchange answered once, now or later.
    public typealias Handler = @Sendable (HotExchange) -> Void

    private(set) var paths: [String] = []
    private(set) var handlers: [Handler] = []

    public init() {}

    public mutating func post(_ path: String, _ handler: @escaping Handler) {
        paths.append(path)
        handlers.append(handler)
    }
}

import HTTPTypes
public import Hummingbird

/// The routes of a service, each a method, a path and a handler, in one list that reads as its API.
///
/// A segment of a path in braces, as in `/v2/models/{model}`, stands for any one segment; handlers
/// find it under that name in the context's `parameters`.
public struct RouteTable: Sendable {
    public typealias Handler = @Sendable (Request, ServiceContext) async throws -> Response

    private var routes: [(method: HTTPRequest.Method, path: String, handler: Handler)] = []

    public init() {}

    public mutating func get(_ path: String, _ handler: @escaping Handler) {
        routes.append((.get, path, handler))
        routes.append((.head, path, handler))
    }

    public mutating func post(_ path: String, _ handler: @escaping Handler) {
        routes.append((.post, path, handler))
    }

    public mutating func put(_ path: String, _ handler: @escaping Handler) {
        routes.append((.put, path, handler))
    }

    public mutating func delete(_ path: String, _ handler: @escaping Handler) {
        routes.append((.delete, path, handler))
    }

    /// The methods that a path takes, as the `Allow` header lists them; nil for an unknown path.
    func methods(at path: String) -> String? {
        let segments = path.split(separator: "/")
        let methods = routes.filter { Self.matches($0.path, segments) }.map(\.method.rawValue)
        return methods.isEmpty ? nil : methods.joined(separator: ", ")
    }

    /// The route that takes a path, as it stands in the table.
    func route(at path: String) -> String? {
        let segments = path.split(separator: "/")
        return routes.first { Self.matches($0.path, segments) }?.path
    }

    var paths: [String] { routes.map(\.path) }

    private static func matches(_ route: String, _ segments: [Substring]) -> Bool {
        let pattern = route.split(separator: "/")
        return pattern.count == segments.count
            && zip(pattern, segments).allSatisfy { $0 == $1 || $0.first == "{" }
    }

    /// A router with these routes behind the layers that every service has. Outermost first: the
    /// envelope sees every answer, problems included.
    func router(log: RequestLog) -> Router<ServiceContext> {
        let router = Router(context: ServiceContext.self)
        router.add(middleware: EnvelopeMiddleware(routes: self, log: log))
        router.add(middleware: ProblemMiddleware(routes: self, logger: log.logger))
        for route in routes {
            router.on(RouterPath(route.path), method: route.method, use: route.handler)
        }
        return router
    }
}

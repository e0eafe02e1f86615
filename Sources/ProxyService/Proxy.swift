public import FanOut
import Hummingbird
import InferenceAPI
public import Logging
public import NIOCore
public import Serving

/// The fan-out proxy: asks services as its routes say and folds the answers into one.
///
/// Build one with your own aggregators in the registry, give its routes to a server, or `serve`.
public struct Proxy: Sendable {
    let live: LiveGeneration
    private let parts: Parts
    private let admin: AdminAccess?

    /// What every generation is made with.
    struct Parts: Sendable {
        let registry: AggregatorRegistry
        let local: ProxyConfiguration.LocalServiceMaker
        let readiness: Readiness
        let metrics: MetricsRegistry
        /// Reads the configuration anew; nil where it never changes.
        let source: ConfigurationSource?
    }

    /// - Parameters:
    ///   - local: makes a model of a weight file answer in this process; without it there are none.
    ///   - metrics: what `/metrics` tells.
    ///   - source: where the configuration came from, to be read again.
    ///   - adminToken: what calls below `/admin` must bear; nil: they are refused.
    /// - Throws: `PlanError` if the routes cannot be performed.
    public init(
        configuration: ProxyConfiguration, registry: AggregatorRegistry = AggregatorRegistry(),
        local: @escaping ProxyConfiguration.LocalServiceMaker = ProxyConfiguration.noLocalServices,
        readiness: Readiness = Readiness(), metrics: MetricsRegistry = MetricsRegistry(),
        source: ConfigurationSource? = nil, adminToken: String? = nil,
        on group: any EventLoopGroup
    ) async throws {
        parts = Parts(
            registry: registry, local: local, readiness: readiness, metrics: metrics,
            source: source)
        admin = adminToken.map { AdminAccess(token: $0) }
        live = LiveGeneration(
            try await Generation(configuration, of: parts, on: group), parts, group)
    }

    /// What requests that come now are answered by.
    var current: Generation { live.current }

    /// The proxy's API. With a port of its own for the administration it is not among it.
    public func routes(includingAdmin: Bool = true) -> RouteTable {
        var routes = RouteTable()
        routes.probes { try await current.ready($0, $1) }
        routes.metrics(parts.metrics)
        routes.get("/health/all") { try await current.healthOfAll($0, $1) }
        routes.get("/metadata") { try await current.metadata($0, $1) }
        routes.get("/predict/get/test") { try await current.testByGet($0, $1) }
        routes.get("/predict/test") { try await current.testByGet($0, $1) }
        routes.post("/predict/post/test") { try await current.testByPost($0, $1) }
        addPredict(to: &routes, below: "")
        // A route is a service of its own, for another proxy too.
        let route = "/routes/{route}"
        routes.get("\(route)/health") { try current.health(of: $1) }
        routes.get("\(route)/readyz") { try await current.ready($0, $1) }
        routes.get("\(route)/health/all") { try await current.healthOfAll($0, $1) }
        routes.get("\(route)/metadata") { try await current.metadata($0, $1) }
        routes.get("\(route)/predict/test") { try await current.testByGet($0, $1) }
        addPredict(to: &routes, below: route)
        if includingAdmin { addAdmin(to: &routes) }
        return routes
    }

    private func addPredict(to routes: inout RouteTable, below path: String) {
        routes.post("\(path)/predict") { try await current.predict($0, $1) }
        routes.post("\(path)/predict/label") { try await current.label($0, $1) }
        routes.post("\(path)/predict/stream") { try await current.stream($0, $1) }
    }

    /// What changes the graph while it is asked.
    func addAdmin(to routes: inout RouteTable) {
        let handlers = AdminHandlers(live: live, access: admin)
        routes.get("/admin/services", handlers.services)
        routes.get("/admin/services/{name}", handlers.service)
        routes.put("/admin/services/{name}", handlers.put)
        routes.delete("/admin/services/{name}", handlers.delete)
        routes.post("/admin/reload", handlers.reload)
    }

    /// Serves until the signal to stop; requests in flight finish.
    ///
    /// - Parameter admin: where the administration listens; nil: where everything does.
    public func serve(
        _ settings: ServerSettings, admin: ServerSettings? = nil, on group: any EventLoopGroup,
        logger: Logger, onListening: @escaping @Sendable (any Channel) async -> Void = { _ in }
    ) async throws {
        var adminRoutes = RouteTable()
        addAdmin(to: &adminRoutes)
        let process = ServerProcess(
            settings: settings, routes: routes(includingAdmin: admin == nil),
            hotRoutes: hotRoutes, aside: admin.map { ($0, adminRoutes) }, metrics: parts.metrics,
            requestLevel: .info, readiness: parts.readiness,
            companions: [
                GenerationKeeper(live: live, logger: logger),
                ConfigurationWatch(live: live, logger: logger),
            ], onListening: onListening)
        try await process.run(on: group, logger: logger)
    }
}

/// Why a proxy that was built without models of its own cannot serve one.
struct NoLocalServices: Error, CustomStringConvertible {
    let name: String
    let weights: String

    var description: String {
        "Service \(name) is a weight file (\(weights)), and this program serves none of its own."
    }
}

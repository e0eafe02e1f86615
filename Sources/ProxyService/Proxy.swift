public import FanOut
import InferenceAPI
public import Logging
public import NIOCore
public import Serving
import ServiceLifecycle
import Upstreams

/// The fan-out proxy: asks services as its routes say and folds the answers into one.
///
/// Build one with your own aggregators in the registry, give its routes to a server, or `serve`.
public struct Proxy: Sendable {
    let configuration: ProxyConfiguration
    /// By name.
    let routesByName: [String: Route]
    let defaultRoute: Route
    /// All services at once, whatever they answer.
    let everyone: Route
    /// The services of the default route at once, under its policy: what is asked to see whether the
    /// proxy can answer.
    let testRoute: Route
    let upstreams: UpstreamGroup
    let limits: RequestLimits
    let readiness: Readiness
    let metrics: MetricsRegistry
    let serviceMetrics: ServiceMetrics

    /// - Parameter metrics: what `/metrics` tells.
    /// - Throws: `PlanError` if the routes cannot be performed.
    public init(
        configuration: ProxyConfiguration, registry: AggregatorRegistry = AggregatorRegistry(),
        readiness: Readiness = Readiness(), metrics: MetricsRegistry = MetricsRegistry(),
        on group: any EventLoopGroup
    ) async throws {
        self.configuration = configuration
        self.readiness = readiness
        self.metrics = metrics
        let names = configuration.services.map(\.name)
        let serviceMetrics = ServiceMetrics(metrics, services: names)
        self.serviceMetrics = serviceMetrics
        let routes = try configuration.plans(registry).map { name, plan in
            Route(
                name: name, plan: plan,
                targets: plan.members.compactMap { names.firstIndex(of: $0.name) })
        }
        routesByName = Dictionary(uniqueKeysWithValues: routes.map { ($0.name, $0) })
        let all = Plan(
            members: configuration.members, policy: Policy(onTimeout: .partial),
            timeout: configuration.timeout)
        everyone = Route(name: "", plan: all, targets: Array(names.indices))
        defaultRoute = routesByName[ProxyConfiguration.defaultRoute] ?? everyone
        let active = defaultRoute.plan.members.filter(\.isActive)
        let test = Plan(
            members: active, policy: defaultRoute.plan.policy, timeout: defaultRoute.plan.timeout)
        testRoute = Route(
            name: "", plan: test, targets: active.compactMap { names.firstIndex(of: $0.name) })
        limits = .default
        upstreams = try await UpstreamGroup(
            members: configuration.upstreams, limits: configuration.limits,
            answered: { serviceMetrics.answered($0, nanoseconds: $1) }, on: group)
    }

    /// The proxy's API.
    public var routes: RouteTable {
        var routes = RouteTable()
        routes.probes(ready: ready)
        routes.metrics(metrics)
        routes.get("/health/all", healthOfAll)
        routes.get("/metadata", metadata)
        routes.get("/predict/get/test", testByGet)
        routes.post("/predict/post/test", testByPost)
        routes.post("/predict", predict)
        routes.post("/predict/label", label)
        routes.post("/predict/stream", stream)
        routes.post("/routes/{route}/predict", predict)
        routes.post("/routes/{route}/predict/label", label)
        routes.post("/routes/{route}/predict/stream", stream)
        return routes
    }

    /// Serves until the signal to stop; requests in flight finish.
    public func serve(
        _ settings: ServerSettings, on group: any EventLoopGroup, logger: Logger,
        onListening: @escaping @Sendable (any Channel) async -> Void = { _ in }
    ) async throws {
        let process = ServerProcess(
            settings: settings, routes: routes, hotRoutes: hotRoutes, metrics: metrics,
            requestLevel: .info,
            readiness: readiness, companions: [AddressKeeper(upstreams: upstreams)],
            onListening: onListening)
        try await process.run(on: group, logger: logger)
    }
}

/// Keeps the members' names resolved while the server serves and drains.
private struct AddressKeeper: Service {
    let upstreams: UpstreamGroup

    func run() async throws {
        await cancelWhenGracefulShutdown { await upstreams.run() }
    }
}

public import FanOut
import InferenceAPI
public import Logging
public import NIOCore
public import Serving
import ServiceLifecycle
public import Upstreams

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
    let upstreams: UpstreamGroup
    let limits: RequestLimits
    let readiness: Readiness
    let metrics: MetricsRegistry
    let serviceMetrics: ServiceMetrics

    /// - Parameters:
    ///   - local: makes a model of a weight file answer in this process; without it there are none.
    ///   - metrics: what `/metrics` tells.
    /// - Throws: `PlanError` if the routes cannot be performed.
    public init(
        configuration: ProxyConfiguration, registry: AggregatorRegistry = AggregatorRegistry(),
        local: ProxyConfiguration.LocalServiceMaker = ProxyConfiguration.noLocalServices,
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
            Route(name: name, plan: plan, services: configuration.services)
        }
        routesByName = Dictionary(uniqueKeysWithValues: routes.map { ($0.name, $0) })
        let all = Plan(
            members: configuration.members, policy: Policy(onTimeout: .partial),
            timeout: configuration.timeout)
        everyone = Route(name: "", plan: all, services: configuration.services)
        defaultRoute = routesByName[ProxyConfiguration.defaultRoute] ?? everyone
        limits = .default
        upstreams = try await UpstreamGroup(
            members: try configuration.upstreams(local), limits: configuration.limits,
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
        routes.get("/predict/test", testByGet)
        routes.post("/predict/post/test", testByPost)
        addPredict(to: &routes, below: "")
        // A route is a service of its own, for another proxy too.
        let route = "/routes/{route}"
        routes.get("\(route)/health") { try health(of: $1) }
        routes.get("\(route)/readyz", ready)
        routes.get("\(route)/health/all", healthOfAll)
        routes.get("\(route)/metadata", metadata)
        routes.get("\(route)/predict/test", testByGet)
        addPredict(to: &routes, below: route)
        return routes
    }

    private func addPredict(to routes: inout RouteTable, below path: String) {
        routes.post("\(path)/predict", predict)
        routes.post("\(path)/predict/label", label)
        routes.post("\(path)/predict/stream", stream)
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

/// Why a proxy that was built without models of its own cannot serve one.
struct NoLocalServices: Error, CustomStringConvertible {
    let name: String
    let weights: String

    var description: String {
        "Service \(name) is a weight file (\(weights)), and this program serves none of its own."
    }
}

/// Keeps the members' names resolved while the server serves and drains.
private struct AddressKeeper: Service {
    let upstreams: UpstreamGroup

    func run() async throws {
        await cancelWhenGracefulShutdown { await upstreams.run() }
    }
}

public import FanOut
import InferenceAPI
public import Logging
public import NIOCore
public import Serving
import ServiceLifecycle
import Upstreams

/// The fan-out proxy: asks every service at once and folds the answers into one.
///
/// Build one with your own aggregators in the registry, give its routes to a server, or `serve`.
public struct Proxy: Sendable {
    let configuration: ProxyConfiguration
    let plan: Plan
    let targets: [Int]
    let aggregator: any Aggregator
    let upstreams: UpstreamGroup
    let signatures: SignatureBook
    let limits: RequestLimits
    let readiness: Readiness
    let metrics: MetricsRegistry
    let serviceMetrics: ServiceMetrics

    /// - Parameter metrics: what `/metrics` tells.
    /// - Throws: `ConfigurationError` if the registry does not know the aggregator.
    public init(
        configuration: ProxyConfiguration, registry: AggregatorRegistry = AggregatorRegistry(),
        readiness: Readiness = Readiness(), metrics: MetricsRegistry = MetricsRegistry(),
        on group: any EventLoopGroup
    ) async throws {
        guard let aggregator = registry.aggregator(named: configuration.aggregate) else {
            throw ConfigurationError.unknownWord(
                variable: "AGGREGATE", word: configuration.aggregate, possible: registry.names)
        }
        self.configuration = configuration
        self.aggregator = aggregator
        self.readiness = readiness
        self.metrics = metrics
        let serviceMetrics = ServiceMetrics(
            metrics, services: configuration.services.map(\.name))
        self.serviceMetrics = serviceMetrics
        plan = configuration.plan
        targets = Array(configuration.services.indices)
        limits = .default
        upstreams = try await UpstreamGroup(
            members: configuration.upstreams, limits: configuration.limits,
            answered: { serviceMetrics.answered($0, nanoseconds: $1) }, on: group)
        signatures = SignatureBook(services: configuration.services.map(\.name))
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

import InferenceAPI
public import Logging
public import NIOCore
public import NIOPosix
public import Serving

/// A classifier service: answers predictions of the models in its catalog. A class, so that all requests
/// share one.
public final class Classifier: Sendable {
    let catalog: ModelCatalog
    let limits: RequestLimits
    let readiness: Readiness
    let metrics: MetricsRegistry
    /// Work that would hold an event loop too long is done here.
    let threads: NIOThreadPool
    let workspaces = ThreadSpecificVariable<WorkspaceBox>()
    let abandoned: AbandonedMetrics

    /// - Parameters:
    ///   - metrics: what `/metrics` tells.
    ///   - threads: a pool that has been started.
    public init(
        catalog: ModelCatalog, readiness: Readiness = Readiness(),
        metrics: MetricsRegistry = MetricsRegistry(), threads: NIOThreadPool = .singleton
    ) {
        self.catalog = catalog
        self.readiness = readiness
        self.metrics = metrics
        abandoned = AbandonedMetrics(metrics)
        limits = .default
        self.threads = threads
    }

    /// The service's API.
    public var routes: RouteTable {
        var routes = RouteTable()
        routes.probes(ready: ready)
        routes.metrics(metrics)
        routes.get("/metadata", metadata)
        routes.get("/label", labels)
        routes.get("/predict/test", predictSample)
        routes.post("/predict", predict)
        routes.post("/predict/label", label)
        routes.openInference(of: self)
        return routes
    }

    /// Serves until the signal to stop; requests in flight finish.
    public func serve(
        _ settings: ServerSettings, on group: any EventLoopGroup, logger: Logger,
        onListening: @escaping @Sendable (any Channel) async -> Void = { _ in }
    ) async throws {
        let process = ServerProcess(
            settings: settings, routes: routes, hotRoutes: hotRoutes, metrics: metrics,
            requestLevel: .debug,
            readiness: readiness, onListening: onListening)
        try await process.run(on: group, logger: logger)
    }
}

import Hummingbird
import HummingbirdCore
public import Logging
public import NIOCore
public import ServiceLifecycle
import UnixSignals

/// A service's server with its life: it runs until a signal, drains, and ends.
public struct ServerProcess: Sendable {
    private let settings: ServerSettings
    private let routes: RouteTable
    private let hotRoutes: HotRoutes
    private let aside: (settings: ServerSettings, routes: RouteTable)?
    private let requestLevel: Logger.Level
    private let metrics: MetricsRegistry
    private let readiness: Readiness
    private let companions: [any Service]
    private let onListening: @Sendable (any Channel) async -> Void

    /// - Parameters:
    ///   - hotRoutes: those of the routes that are answered without a task where it can be done.
    ///   - aside: routes that are served on another address.
    ///   - metrics: where requests are counted.
    ///   - requestLevel: the level at which request lines are written.
    ///   - companions: services that run beside the server and outlive it while it drains.
    ///   - onListening: called once, when the server accepts connections.
    public init(
        settings: ServerSettings, routes: RouteTable, hotRoutes: HotRoutes = HotRoutes(),
        aside: (ServerSettings, RouteTable)? = nil, metrics: MetricsRegistry,
        requestLevel: Logger.Level, readiness: Readiness,
        companions: [any Service] = [],
        onListening: @escaping @Sendable (any Channel) async -> Void = { _ in }
    ) {
        self.settings = settings
        self.routes = routes
        self.hotRoutes = hotRoutes
        self.aside = aside
        self.metrics = metrics
        self.requestLevel = requestLevel
        self.readiness = readiness
        self.companions = companions
        self.onListening = onListening
    }

    /// Serves until SIGTERM, SIGINT or cancellation; throws `ListenError` if it cannot listen.
    public func run(on group: any EventLoopGroup, logger: Logger) async throws {
        let acceptor = Acceptor(group: group)
        let log = RequestLog(
            logger: logger, metrics: RequestMetrics(metrics, routes: routes.paths),
            level: requestLevel)
        let application = application(
            settings, routes, hotRoutes, group, acceptor, log, onListening)
        let others = aside.map { aside in
            self.application(
                aside.settings, aside.routes, HotRoutes(), group, Acceptor(group: group), log
            ) { _ in }
        }
        var configuration = ServiceGroupConfiguration(
            services: companions.map { .init(service: $0) }
                + (others.map { [.init(service: $0)] } ?? [])
                + [
                    .init(service: application),
                    .init(
                        service: DrainWatch(
                            readiness: readiness, acceptor: acceptor, logger: logger)),
                ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: Self.quiet(logger))
        configuration.maximumGracefulShutdownDuration = settings.drain
        try await ServiceGroup(configuration: configuration).run()
    }

    private func application(
        _ settings: ServerSettings, _ routes: RouteTable, _ hotRoutes: HotRoutes,
        _ group: any EventLoopGroup, _ acceptor: Acceptor, _ log: RequestLog,
        _ onListening: @escaping @Sendable (any Channel) async -> Void
    ) -> some Service {
        let address: BindAddress =
            switch settings.listen {
            case .tcp(let host, let port): .hostname(host, port: port)
            case .unix(let path): .unixDomainSocket(path: path)
            }
        let connections = OpenConnections(logger: Self.quiet(log.logger))
        let application = Application(
            responder: routes.router(log: log).buildResponder(),
            server: .init { responder in
                ServingChannel(
                    settings: settings, hotRoutes: hotRoutes, log: log, connections: connections,
                    responder: responder)
            },
            configuration: ApplicationConfiguration(
                address: address, backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.connections)),
            onServerRunning: { channel in
                acceptor.opened(channel)
                await onListening(channel)
            },
            eventLoopGroupProvider: .shared(group),
            logger: Self.quiet(log.logger))
        return Listening(
            application: application, connections: connections, listen: settings.listen)
    }

    /// The libraries' own notes are for debugging them.
    private static func quiet(_ logger: Logger) -> Logger {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return quiet
    }
}

/// Turns readiness off and stops accepting the moment the signal to stop arrives. It is the last
/// service of the group, so the first to hear of it.
private struct DrainWatch: Service {
    let readiness: Readiness
    let acceptor: Acceptor
    let logger: Logger

    func run() async throws {
        guard (try? await gracefulShutdown()) != nil else { return }
        readiness.startDraining()
        logger.info("draining: requests in flight finish, then the process ends")
        await acceptor.stop()
    }
}

/// A server to the end of its last connection, that says which address it cannot listen on.
private struct Listening<Application: Service>: Service {
    let application: Application
    let connections: OpenConnections
    let listen: ServerSettings.Listen

    func run() async throws {
        do {
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { await connections.run() }
                defer { connections.end() }
                try await application.run()
            }
        } catch let error where error is IOError || error is SocketAddressError.UnknownHost {
            throw ListenError(error, listen)
        }
    }
}

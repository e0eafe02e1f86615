/// What the connections of one server that begin at the hot face share.
final class HotFace: Sendable {
    let routes: HotRoutes
    let settings: ServerSettings
    let log: RequestLog
    /// What is counted of each route.
    let series: [RouteMetrics]

    init(routes: HotRoutes, settings: ServerSettings, log: RequestLog) {
        self.routes = routes
        self.settings = settings
        self.log = log
        series = routes.patterns.map { log.metrics.series(of: $0) }
    }
}

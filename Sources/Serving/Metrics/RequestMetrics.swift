import Synchronization

/// What a server counts of its requests, by the routes that it has; those to other paths are one.
///
/// - `chorus_requests_total{method,route,status}`
/// - `chorus_request_duration_seconds{route}`, a histogram
/// - `chorus_request_rows_total{route}`
/// - `chorus_requests_in_flight`
struct RequestMetrics: Sendable {
    /// The route of what no route takes.
    static let noRoute = "other"

    private let registry: MetricsRegistry
    private let routes: [String: RouteMetrics]
    private let others: RouteMetrics
    private let inFlight: NumberCell

    init(_ registry: MetricsRegistry, routes: [String]) {
        self.registry = registry
        var named: [String: RouteMetrics] = [:]
        for route in routes { named[route] = RouteMetrics(registry, route: route) }
        self.routes = named
        others = RouteMetrics(registry, route: Self.noRoute)
        inFlight = registry.gauge("chorus_requests_in_flight")
    }

    func began() { inFlight.add(1) }
    func ended() { inFlight.add(-1) }

    /// The series of a route of the table; nil stands for all other paths.
    func series(of route: String?) -> RouteMetrics { route.flatMap { routes[$0] } ?? others }
}

/// The series of one route.
final class RouteMetrics: Sendable {
    private let registry: MetricsRegistry
    private let route: String
    private let durations: HistogramCell
    private let rows: NumberCell
    /// Of predictions that go well, which is nearly all there is.
    private let good: NumberCell

    init(_ registry: MetricsRegistry, route: String) {
        self.registry = registry
        self.route = route
        durations = registry.histogram("chorus_request_duration_seconds", [("route", route)])
        rows = registry.counter("chorus_request_rows_total", [("route", route)])
        good = Self.requests(registry, "POST", route, 200)
    }

    func count(method: String, status: Int, nanoseconds: UInt64, rows: Int?) {
        if status == 200, method == "POST" {
            good.add(1)
        } else {
            Self.requests(registry, method, route, status).add(1)
        }
        durations.recordNanoseconds(Int64(clamping: nanoseconds))
        if let rows { self.rows.add(rows) }
    }

    private static func requests(
        _ registry: MetricsRegistry, _ method: String, _ route: String, _ status: Int
    ) -> NumberCell {
        registry.counter(
            "chorus_requests_total",
            [("method", method), ("route", route), ("status", "\(status)")])
    }
}

import FanOut
import InferenceAPI
import NIOCore
import Serving
import Upstreams

/// What a proxy does from one change of its configuration to the next: a graph and the connections to
/// its members. A request stays with the generation that it began with. A class, so that requests share it.
final class Generation: Sendable {
    let configuration: ProxyConfiguration
    /// By name.
    let routesByName: [String: Route]
    let defaultRoute: Route
    /// All services at once, whatever they answer.
    let everyone: Route
    let upstreams: UpstreamGroup
    let limits: RequestLimits
    let readiness: Readiness
    let serviceMetrics: ServiceMetrics

    /// - Throws: `PlanError` if the routes cannot be performed, or what `local` throws.
    init(
        _ configuration: ProxyConfiguration, of proxy: Proxy.Parts, on group: any EventLoopGroup
    ) async throws {
        self.configuration = configuration
        readiness = proxy.readiness
        let names = configuration.services.map(\.name)
        let serviceMetrics = ServiceMetrics(proxy.metrics, services: names)
        self.serviceMetrics = serviceMetrics
        let routes = try configuration.plans(proxy.registry).map { name, plan in
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
            members: try configuration.upstreams(proxy.local), limits: configuration.limits,
            watch: { serviceMetrics.count($1, of: $0) }, on: group)
    }

    /// The longest that a request of it can still take, its shadows behind it.
    var longestRequest: Duration {
        routesByName.values.map(\.plan.timeout).reduce(configuration.timeout, max) * 2
    }
}

public import FanOut
public import Upstreams

/// What a proxy does: whom it asks, for how long, and what it makes of their answers.
public struct ProxyConfiguration: Sendable, Equatable {
    public var services: [Service]
    /// Without one called `default` all services are asked at once there.
    public var routes: [Route]
    /// The longest that a whole request may take, on routes that do not say it.
    public var timeout: Duration
    /// What a missing answer does, on routes that do not say it.
    public var onTimeout: Policy.OnTimeout
    /// The aggregator of `/predict/label` where services are asked at once and nothing else is said.
    public var aggregate: String
    public var thresholds = Thresholds()
    /// Calls that share a connection to a fast service of ours, one behind the other; 1: none do.
    public var pipelineDepth = UpstreamLimits.defaultPipelineDepth
    /// Where relative paths of files begin: empty, or the configuration file's folder with a slash behind.
    public var folder = ""

    public static let defaultTimeout = Duration.seconds(5)
    public static let defaultAggregate = "argmax"
    /// The name of the route that is asked without a name.
    public static let defaultRoute = "default"

    /// One service: a member of the ensemble.
    public struct Service: Sendable, Equatable {
        /// Lower case.
        public var name: String
        /// Where it is to be reached; none for a model in this process.
        public var addresses: [MemberAddress]
        /// What stands before the paths of its API; empty, or with a slash in front.
        public var path = ""
        public var dialect = Dialect.book
        /// The weight file of a model in this process.
        public var weights: String?
        /// The longest wait for this one; nil: the whole request's.
        public var timeout: Duration?
        /// Calls to it waiting or under way on one event loop; a further one fails at once.
        public var maxInFlight = UpstreamLimits.defaultInFlight
        /// What is done when it fails.
        public var resilience = Resilience()
        /// Otherwise it is asked nothing, as if steps did not name it.
        public var isActive = true

        public init(name: String, addresses: [MemberAddress], timeout: Duration? = nil) {
            self.name = name
            self.addresses = addresses
            self.timeout = timeout
        }
    }

    /// One way through the services, by its name in paths.
    public struct Route: Sendable, Equatable {
        public var name: String
        public var root: Step
        /// Nil: as the proxy's.
        public var timeout: Duration?

        public init(name: String, root: Step, timeout: Duration? = nil) {
            self.name = name
            self.root = root
            self.timeout = timeout
        }
    }

    public init(
        services: [Service], routes: [Route] = [], timeout: Duration = defaultTimeout,
        onTimeout: Policy.OnTimeout = .fail, aggregate: String = defaultAggregate
    ) {
        self.services = services
        self.routes = routes
        self.timeout = timeout
        self.onTimeout = onTimeout
        self.aggregate = aggregate
    }

    var limits: UpstreamLimits {
        var limits = UpstreamLimits()
        limits.pipelineDepth = pipelineDepth
        return limits
    }

    /// - Parameter local: makes a model of a weight file answer in this process.
    func upstreams(_ local: LocalServiceMaker) throws -> [Upstream] {
        try services.map { service in
            let place: Upstream.Place =
                if let weights = service.weights {
                    .local(try local(service.name, weights))
                } else {
                    .remote(service.addresses, path: service.path, dialect: service.dialect)
                }
            return Upstream(
                name: service.name, place: place, inFlight: service.maxInFlight,
                patience: service.timeout ?? shortestTimeout, resilience: service.resilience)
        }
    }

    /// Of any route: whoever did not answer within less may have had less.
    private var shortestTimeout: Duration { routes.compactMap(\.timeout).reduce(timeout, min) }

    /// Makes a member of a weight file, by its name and path.
    public typealias LocalServiceMaker =
        @Sendable (_ name: String, _ weights: String) throws -> any LocalService

    /// Refuses them.
    public static let noLocalServices: LocalServiceMaker = { name, weights in
        throw NoLocalServices(name: name, weights: weights)
    }

    var members: [Member] {
        services.map { Member(name: $0.name, timeout: $0.timeout, isActive: $0.isActive) }
    }

    /// The plan of each route, the default one first.
    func plans(_ registry: AggregatorRegistry) throws(PlanError) -> [(name: String, plan: Plan)] {
        var plans: [(name: String, plan: Plan)] = []
        for route in allRoutes {
            var settings = PlanSettings(
                services: members, timeout: route.timeout ?? timeout, onTimeout: onTimeout,
                registry: registry, thresholds: thresholds, folder: folder)
            settings.aggregate = AggregatorSetting(aggregate)
            plans.append((route.name, try Plan(route.root, settings)))
        }
        return plans
    }

    var allRoutes: [Route] {
        guard !routes.contains(where: { $0.name == Self.defaultRoute }) else { return routes }
        let all = Step.parallel(services: services.map(\.name))
        return [Route(name: Self.defaultRoute, root: all)] + routes
    }
}

public import FanOut
public import Upstreams

/// What a proxy does: whom it asks, for how long, and what it makes of their answers.
public struct ProxyConfiguration: Sendable, Equatable {
    public var services: [Service]
    /// The longest that a whole request may take.
    public var timeout: Duration
    public var onTimeout: Policy.OnTimeout
    /// The aggregator of `/predict/label`.
    public var aggregate: String
    /// Calls that share a connection to a fast service of ours, one behind the other; 1: none do.
    public var pipelineDepth = UpstreamLimits.defaultPipelineDepth

    public static let defaultTimeout = Duration.seconds(5)
    public static let defaultAggregate = "argmax"

    /// One service: a member of the ensemble.
    public struct Service: Sendable, Equatable {
        /// Lower case.
        public var name: String
        public var addresses: [MemberAddress]
        /// The longest wait for this one; nil: the whole request's.
        public var timeout: Duration?

        public init(name: String, addresses: [MemberAddress], timeout: Duration? = nil) {
            self.name = name
            self.addresses = addresses
            self.timeout = timeout
        }
    }

    public init(
        services: [Service], timeout: Duration = defaultTimeout,
        onTimeout: Policy.OnTimeout = .fail, aggregate: String = defaultAggregate
    ) {
        self.services = services
        self.timeout = timeout
        self.onTimeout = onTimeout
        self.aggregate = aggregate
    }

    var plan: Plan {
        Plan(
            members: services.map { Member(name: $0.name, timeout: $0.timeout) },
            policy: Policy(onTimeout: onTimeout), timeout: timeout)
    }

    var limits: UpstreamLimits {
        var limits = UpstreamLimits()
        limits.pipelineDepth = pipelineDepth
        return limits
    }

    var upstreams: [Upstream] {
        services.map { Upstream(name: $0.name, addresses: $0.addresses) }
    }
}

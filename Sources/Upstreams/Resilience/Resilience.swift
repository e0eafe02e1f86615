/// What is done about a member that fails, as its configuration says.
public struct Resilience: Sendable, Equatable {
    /// How often a call is sent again of which nothing was answered.
    public var retries = 0
    /// When a second copy of a call is sent; nil: never.
    public var hedge: Hedge?
    /// When a member is not asked for a while; nil: it always is.
    public var breaker: CircuitBreaker.Settings? = .init()
    /// When an address of several is passed over; nil: only for a moment when it refuses.
    public var ejection: ReplicaHealth.Settings? = .init()

    public static let mostRetries = 5

    public enum Hedge: Sendable, Equatable {
        case after(Duration)
        /// After the time within which 95 of 100 answers came lately.
        case ninetyFifthPercentile
    }

    public init() {}

    /// Whether a call may be sent more than once.
    var isPersistent: Bool { retries > 0 || hedge != nil }
}

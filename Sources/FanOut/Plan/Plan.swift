/// Whom one request asks, all at once, and what their answers must amount to.
///
/// The members stand in *route order*: the order of answers, ties and blame.
public struct Plan: Sendable, Equatable {
    public let members: [Member]
    public let policy: Policy
    /// The longest that a whole request may take.
    public let timeout: Duration

    public init(members: [Member], policy: Policy, timeout: Duration) {
        self.members = members
        self.policy = policy
        self.timeout = timeout
    }

    /// The same members under a policy that takes whatever arrives: health, metadata.
    public func tolerant() -> Plan {
        Plan(members: members, policy: Policy(onTimeout: .partial), timeout: timeout)
    }
}

/// One member as configuration describes it: whom to ask, and where.
public struct Upstream: Sendable, Equatable {
    /// Lower case: its key in answers.
    public let name: String
    /// All places it can be reached at; each is a replica.
    public let addresses: [MemberAddress]

    public init(name: String, addresses: [MemberAddress]) {
        self.name = name
        self.addresses = addresses
    }
}

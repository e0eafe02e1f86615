/// One member as configuration describes it: whom to ask, where, and how.
public struct Upstream: Sendable {
    /// Lower case: its key in answers.
    public let name: String
    public let place: Place
    /// Calls waiting or under way on one event loop.
    let inFlight: Int

    public enum Place: Sendable {
        /// All addresses it can be reached at, each a replica; its API begins below `path`, which is
        /// empty or begins with a slash and does not end with one.
        case remote([MemberAddress], path: String, dialect: Dialect)
        /// In this process.
        case local(any LocalService)
    }

    public init(
        name: String, place: Place, inFlight: Int = UpstreamLimits.defaultInFlight
    ) {
        self.name = name
        self.place = place
        self.inFlight = inFlight
    }

    public init(name: String, addresses: [MemberAddress]) {
        self.init(name: name, place: .remote(addresses, path: "", dialect: .book))
    }

    var addresses: [MemberAddress] {
        if case .remote(let addresses, _, _) = place { addresses } else { [] }
    }

    var path: String { if case .remote(_, let path, _) = place { path } else { "" } }

    public var dialect: Dialect {
        if case .remote(_, _, let dialect) = place { dialect } else { .book }
    }

    var local: (any LocalService)? {
        if case .local(let service) = place { service } else { nil }
    }
}

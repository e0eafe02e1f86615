import InferenceAPI

/// One member as configuration describes it: whom to ask, where, and how.
public struct Upstream: Sendable {
    /// Lower case: its key in answers.
    public let name: String
    public let place: Place
    /// Calls waiting or under way on one event loop.
    let inFlight: Int
    /// How long an answer may take before its lack is held against the member.
    let patience: Duration
    let resilience: Resilience

    public enum Place: Sendable {
        /// All addresses it can be reached at, each a replica; its API begins below `path`, which is
        /// empty or begins with a slash and does not end with one.
        case remote([MemberAddress], path: String, dialect: Dialect)
        /// In this process.
        case local(any LocalService)
    }

    public init(
        name: String, place: Place, inFlight: Int = UpstreamLimits.defaultInFlight,
        patience: Duration = .zero, resilience: Resilience = Resilience()
    ) {
        self.name = name
        self.place = place
        self.inFlight = inFlight
        self.patience = patience
        self.resilience = resilience
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

    /// What it is asked to find out whether it is well; nil in this process.
    var readyRequest: UpstreamRequest? {
        guard case .remote(_, let path, let dialect) = place else { return nil }
        var random = SystemRandomNumberGenerator()
        let id = RequestID.make(using: &random)
        guard dialect != .book else {
            return BookDialect().request(.ready, id: id, path: path)
        }
        return ForeignDialect.request(
            .ready, to: dialect, model: nil, id: id, path: path)
    }

    var local: (any LocalService)? {
        if case .local(let service) = place { service } else { nil }
    }
}

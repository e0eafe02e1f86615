import InferenceAPI

/// One member as configuration describes it: whom to ask, where, and how. A class, so that each call
/// reads what it needs of one and the same.
public final class Upstream: Sendable {
    /// Lower case: its key in answers.
    public let name: String
    /// Calls waiting or under way on one event loop.
    let inFlight: Int
    /// How long an answer may take before its lack is held against the member.
    let patience: Duration
    let resilience: Resilience
    let addresses: [MemberAddress]
    /// What stands before the paths of its API.
    let path: String
    public let dialect: Dialect
    let book: BookDialect
    /// Nil for one that is not in this process.
    let local: (any LocalService)?

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
        self.inFlight = inFlight
        self.patience = patience
        self.resilience = resilience
        switch place {
        case .remote(let addresses, let path, let dialect):
            (self.addresses, self.path, self.dialect, local) = (addresses, path, dialect, nil)
        case .local(let service):
            (addresses, path, dialect, local) = ([], "", .book, service)
        }
        book = BookDialect(path: path)
    }

    public convenience init(name: String, addresses: [MemberAddress]) {
        self.init(name: name, place: .remote(addresses, path: "", dialect: .book))
    }

    /// What it is asked to find out whether it is well; nil in this process.
    var readyRequest: UpstreamRequest? {
        guard local == nil else { return nil }
        var random = SystemRandomNumberGenerator()
        let id = RequestID.make(using: &random)
        guard dialect != .book else {
            return book.request(.ready, id: id)
        }
        return ForeignDialect.request(
            .ready, to: dialect, model: nil, id: id, path: path)
    }
}

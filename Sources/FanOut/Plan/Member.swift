import InferenceAPI

/// One service of a plan, seen from the engine: a name and how long its answer may take.
public struct Member: Sendable, Equatable {
    /// The service's name in lower case: its key in answers.
    public let name: String
    /// The name as a key of JSON, with its colon.
    public let key: [UInt8]
    /// The longest wait for its answer; the request's deadline cuts it further. Nil: only that one.
    public let timeout: Duration?
    /// Otherwise it is never asked, and nothing is missing.
    public let isActive: Bool

    public init(name: String, timeout: Duration? = nil, isActive: Bool = true) {
        self.name = name
        var key: [UInt8] = []
        JSONText.key(name, to: &key)
        self.key = key
        self.timeout = timeout
        self.isActive = isActive
    }
}

/// What a missing answer does to a step, and so to a request.
public struct Policy: Sendable, Equatable {
    /// The words of `ON_TIMEOUT`; they govern every kind of missing answer.
    public enum OnTimeout: String, Sendable, CaseIterable {
        /// All or nothing.
        case fail
        /// What arrived is answered.
        case partial
    }

    public let onTimeout: OnTimeout
    /// Fewer answers than this are a failure, under `partial` too. At least 1.
    public let quorum: Int

    public init(onTimeout: OnTimeout, quorum: Int = 1) {
        self.onTimeout = onTimeout
        self.quorum = max(1, quorum)
    }
}

/// What happened to a member that is worth counting. Told on the event loop.
public enum UpstreamEvent: Sendable, Equatable {
    case answered(nanoseconds: UInt64)
    /// A call of which nothing was answered was sent again.
    case retried
    /// A second copy of a call was sent.
    case hedged
    /// The second copy was the first to be answered well.
    case hedgeWon
    /// The breaker of one event loop opened.
    case breakerOpened
    case breakerClosed
    /// One event loop passes over an address.
    case ejected
    case returned
}

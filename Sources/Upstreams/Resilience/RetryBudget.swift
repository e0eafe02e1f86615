/// How many calls may be sent once more: a share of all, so that a member in trouble is not buried
/// under copies.
///
/// Every call adds a fifth of a token, every copy takes one. There are 10 to begin with and 100 at
/// most: what a restart of one replica may need at once.
struct RetryBudget {
    /// Tokens for each call.
    static let share = 0.2
    static let first = 10.0
    static let most = 100.0

    private(set) var tokens = Self.first

    /// A call is sent for the first time.
    mutating func called() { tokens = min(tokens + Self.share, Self.most) }

    /// Whether a copy may be sent; it is then paid for.
    mutating func take() -> Bool {
        guard tokens >= 1 else { return false }
        tokens -= 1
        return true
    }
}

extension CircuitBreaker {
    /// When a breaker opens, for the calls of one event loop.
    public struct Settings: Sendable, Equatable {
        /// Of the calls, above 0 and up to 1: it opens when so many fail.
        public var share = 0.5
        /// Calls in a window before which the share says nothing.
        public var calls = 50
        public var window = Duration.seconds(10)
        /// How long calls are refused before one is let through; doubled while that fails.
        public var pause = Duration.seconds(1)

        static let longestPause = Duration.seconds(5)

        public init() {}
    }
}

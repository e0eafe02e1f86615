/// The aggregators that a configuration may name. A value: add your own and pass it to the proxy.
public struct AggregatorRegistry: Sendable {
    private var makers: [String: @Sendable () -> any Aggregator]

    /// The aggregators that come with Chorus.
    public init() {
        makers = [
            "collect": { Collect() },
            "argmax": { Argmax() },
            "mean": { Mean() },
            "majority": { Majority() },
        ]
    }

    /// Makes an aggregator known by a name, in place of one that had it.
    public mutating func register(
        _ name: String, _ make: @escaping @Sendable () -> any Aggregator
    ) {
        makers[name] = make
    }

    /// The names a configuration may use, sorted.
    public var names: [String] { makers.keys.sorted() }

    public func aggregator(named name: String) -> (any Aggregator)? { makers[name]?() }
}

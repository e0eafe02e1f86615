/// The aggregators that a configuration may name. A value: add your own and pass it to the proxy.
public struct AggregatorRegistry: Sendable {
    public typealias Maker =
        @Sendable (AggregatorOptions) throws(AggregatorSettingError) -> any Aggregator

    private var makers: [String: Maker]

    /// The aggregators that come with Chorus.
    public init() {
        makers = [:]
        register("collect") { Collect() }
        register("argmax") { Argmax() }
        register("argmin") { Argmin() }
        register("mean") { Mean() }
        register("median") { Median() }
        register("product") { Product() }
        register("majority") { Majority() }
        register("one-vs-rest") { OneVersusRest() }
        register("first") { First() }
        register("weighted-mean") { (options) throws(AggregatorSettingError) in
            WeightedMean(weights: try options.weights())
        }
        register("weighted-vote") { (options) throws(AggregatorSettingError) in
            WeightedVote(weights: try options.weights())
        }
        register("threshold") { (options) throws(AggregatorSettingError) in
            try options.allow()
            return Threshold(options.thresholds)
        }
    }

    /// Makes an aggregator without settings known by a name, in place of one that had it.
    public mutating func register(
        _ name: String, _ make: @escaping @Sendable () -> any Aggregator
    ) {
        register(name) { (options) throws(AggregatorSettingError) in
            try options.allow()
            return make()
        }
    }

    /// Makes an aggregator known by a name, in place of one that had it.
    public mutating func register(_ name: String, _ make: @escaping Maker) {
        makers[name] = make
    }

    /// The names a configuration may use, sorted.
    public var names: [String] { makers.keys.sorted() }

    /// Nil for a name that is not known.
    public func aggregator(
        _ name: String, _ options: AggregatorOptions
    ) throws(AggregatorSettingError) -> (any Aggregator)? {
        guard let maker = makers[name] else { return nil }
        return try maker(options)
    }
}

import FanOut
import InferenceAPI
import Testing

@Suite struct AggregatorRegistryTests {
    /// Answers the number of members that are here.
    private struct Count: Aggregator {
        var needsClasses: Bool { false }

        func answer(row: Int, of ballots: Ballots) throws(AggregationError) -> RowAnswer {
            .value(Double(ballots.ballots.count))
        }
    }

    @Test("the aggregators that come along are known by name")
    func builtIn() {
        #expect(
            AggregatorRegistry().names
                == [
                    "argmax", "argmin", "collect", "first", "majority", "mean", "median",
                    "one-vs-rest", "product", "threshold", "weighted-mean", "weighted-vote",
                ])
    }

    @Test(
        "mean and majority need the members' classes, the others do not",
        arguments: [("argmax", false), ("collect", false), ("majority", true), ("mean", true)])
    func needsClasses(name: String, expected: Bool) throws {
        let aggregator = try #require(
            try AggregatorRegistry().aggregator(name, AggregatorOptions(services: [])))

        #expect(aggregator.needsClasses == expected)
    }

    @Test("an aggregator of one's own is known once registered", arguments: ["count", "mean"])
    func register(name: String) throws {
        var registry = AggregatorRegistry()

        registry.register(name) { Count() }

        let aggregator = try #require(
            try registry.aggregator(name, AggregatorOptions(services: [])))
        #expect(try aggregator.answer(row: 0, of: Ballots(rows: 1)) == .value(0))
        #expect(Set(registry.names) == Set(AggregatorRegistry().names + [name]))
    }

    @Test("an unknown name gives none", arguments: ["", "Mean", "modus"])
    func unknown(name: String) throws {
        #expect(try AggregatorRegistry().aggregator(name, AggregatorOptions(services: [])) == nil)
    }
}

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
        #expect(AggregatorRegistry().names == ["argmax", "collect", "majority", "mean"])
    }

    @Test(
        "mean and majority need the members' classes, the others do not",
        arguments: [("argmax", false), ("collect", false), ("majority", true), ("mean", true)])
    func needsClasses(name: String, expected: Bool) throws {
        let aggregator = try #require(AggregatorRegistry().aggregator(named: name))

        #expect(aggregator.needsClasses == expected)
    }

    @Test("an aggregator of one's own is known once registered", arguments: ["count", "mean"])
    func register(name: String) throws {
        var registry = AggregatorRegistry()

        registry.register(name) { Count() }

        let aggregator = try #require(registry.aggregator(named: name))
        #expect(try aggregator.answer(row: 0, of: Ballots(rows: 1)) == .value(0))
        #expect(Set(registry.names) == ["argmax", "collect", "majority", "mean", name])
    }

    @Test("an unknown name gives none", arguments: ["", "Mean", "median"])
    func unknown(name: String) {
        #expect(AggregatorRegistry().aggregator(named: name) == nil)
    }
}

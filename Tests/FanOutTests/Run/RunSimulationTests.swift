import FanOutSimulation
import Testing

@Suite struct RunSimulationTests {
    /// Every shard is one test, so that they run side by side.
    static let shards = 0..<20 as Range<UInt64>
    static let perShard: UInt64 = 5_000

    @Test(
        "over any graph, in any order of events, a run ends once and as the reference says",
        arguments: shards)
    func anyOrder(shard: UInt64) {
        for seed in shard * Self.perShard..<(shard + 1) * Self.perShard {
            var simulation = Simulation(seed: seed)

            let breaches = simulation.play()

            #expect(breaches.isEmpty, "seed \(seed): \(breaches.joined(separator: "; "))")
        }
    }

    @Test("the simulation comes to every kind of end")
    func reachesEveryEnd() {
        var ends: Set<String> = []
        for seed in 0..<2_000 as Range<UInt64> {
            var simulation = Simulation(seed: seed)
            _ = simulation.play()
            ends.insert(simulation.endWord)
        }

        #expect(ends == ["whole", "partial", "refused", "rejected", "abandoned"])
    }
}

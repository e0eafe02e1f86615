import FanOut
import InferenceAPI
import Testing

@Suite struct RunSimulationTests {
    @Test("in any order of events a run ends once, cleanly, as the rules say", arguments: 0..<16)
    func anyOrder(shard: UInt64) {
        for seed in shard * 500..<(shard + 1) * 500 {
            var simulation = Simulation(seed: seed)

            let breaches = simulation.play()

            #expect(breaches.isEmpty, "seed \(seed)")
        }
    }

    @Test("the simulation comes to every kind of end")
    func reachesEveryEnd() {
        var ends: Set<String> = []
        for seed in 0..<2_000 as Range<UInt64> {
            var simulation = Simulation(seed: seed)
            _ = simulation.play()
            ends.insert(simulation.run.verdict.map { $0.word } ?? "none")
        }

        #expect(ends == ["whole", "partial", "refused", "rejected", "abandoned"])
    }
}

extension Verdict {
    fileprivate var word: String {
        switch self {
        case .whole: "whole"
        case .partial: "partial"
        case .refused: "refused"
        case .rejected: "rejected"
        case .abandoned: "abandoned"
        }
    }
}

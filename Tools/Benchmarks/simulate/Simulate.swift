import FanOutSimulation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

/// Plays random requests over random graphs against the reference of the engine, and counts.
///
///     simulate COUNT [FIRST-SEED]
@main
struct Simulate {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
        guard let count = arguments.first, count > 0 else {
            print("usage: simulate COUNT [FIRST-SEED]")
            return
        }
        let first = arguments.dropFirst().first ?? UInt64.random(in: 0..<1 << 40)
        print("\(count) requests from seed \(first)")
        let threads: UInt64 = 2
        let total = await withTaskGroup(of: Tally.self) { tasks in
            for thread in 0..<threads {
                let shard = stride(from: first + thread, to: first + count, by: Int(threads))
                tasks.addTask { Tally(playing: shard) }
            }
            var total = Tally()
            for await tally in tasks { total.add(tally) }
            return total
        }
        for (end, count) in total.ends.sorted(by: { $0.key < $1.key }) {
            print("  \(end)\t\(count)")
        }
        print("\(total.events) events, \(total.breaches) breaches")
        if total.breaches > 0 { exit(1) }
    }
}

/// What simulations came to.
private struct Tally: Sendable {
    var ends: [String: Int] = [:]
    var events = 0
    var breaches = 0

    init() {}

    init(playing seeds: StrideTo<UInt64>) {
        for seed in seeds {
            var simulation = Simulation(seed: seed)
            let found = simulation.play()
            ends[simulation.endWord, default: 0] += 1
            events += simulation.events
            breaches += found.isEmpty ? 0 : 1
            if !found.isEmpty, breaches <= 10 {
                print("seed \(seed): \(found.joined(separator: "; "))\n\(simulation)")
            }
        }
    }

    mutating func add(_ other: Tally) {
        ends.merge(other.ends) { $0 + $1 }
        events += other.events
        breaches += other.breaches
    }
}

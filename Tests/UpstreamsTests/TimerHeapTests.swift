import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct TimerHeapTests {
    @Test("timers come in the order of their instants, whatever was cancelled", arguments: 1...20)
    func order(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var table = CallTable<UInt64>()
        var heap = TimerHeap()
        var expected: [UInt64] = []
        var alive: [CallID] = []
        for _ in 0..<500 {
            let instant = UInt64.random(in: 0..<1_000, using: &random)
            let id = table.insert(instant)
            heap.insert(id, at: Deadline(nanoseconds: instant))
            alive.append(id)
            expected.append(instant)
            guard Bool.random(using: &random),
                let victim = alive.indices.randomElement(using: &random)
            else { continue }
            table.remove(alive.remove(at: victim))
            expected.remove(at: victim)
        }
        var found: [UInt64] = []
        while let first = heap.first(where: { table[$0] != nil }) {
            #expect(table[first.id] == first.instant.nanoseconds)
            found.append(first.instant.nanoseconds)
            table.remove(first.id)
        }
        #expect(found == expected.sorted())
        #expect(heap.count == 0)
    }

    @Test("what ends in the order in which it came leaves nothing behind")
    func inOrder() {
        var table = CallTable<Int>()
        var heap = TimerHeap()
        var open: [CallID] = []
        for instant in 0..<10_000 {
            let id = table.insert(instant)
            heap.insert(id, at: Deadline(nanoseconds: UInt64(5_000 + instant)))
            open.append(id)
            if open.count == 64 { table.remove(open.removeFirst()) }
            _ = heap.first { table[$0] != nil }
        }
        #expect(heap.count == open.count)
    }
}

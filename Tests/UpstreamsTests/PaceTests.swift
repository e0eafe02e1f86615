import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct PaceTests {
    @Test("calls share no connection before a member of ours has answered a few times, fast")
    func unknown() {
        #expect(!Play().allowsSharing)
        #expect(!play(Array(repeating: 60, count: Pace.fewest - 1)).allowsSharing)
        #expect(play(Array(repeating: 60, count: Pace.fewest)).allowsSharing)
        #expect(!play(Array(repeating: 2_000, count: 100)).allowsSharing)
    }

    @Test("a member of another make is asked one call at a time, however fast it is")
    func foreign() {
        #expect(!play(Array(repeating: 60, count: 100), isOurs: false).allowsSharing)
    }

    @Test("many calls at once wait long, and their member may still be fast")
    func saturated() {
        var scene = Play()
        for _ in 0..<100 { scene.answer(after: 10_000, since: 150) }

        #expect(scene.allowsSharing)
    }

    @Test("a member that becomes slow shares no more")
    func becomesSlow() {
        var scene = play(Array(repeating: 60, count: 2_000))
        for _ in 0..<Pace.window { scene.answer(after: 3_000) }

        #expect(!scene.allowsSharing)
    }

    @Test("stalls of one call in a hundred end the sharing, for longer each time up to 8 s")
    func stalls() {
        var scene = play(Array(repeating: 60, count: 100))
        var pauses: [UInt64] = []
        for _ in 0..<5 {
            var index = 0
            while scene.allowsSharing, index < 10_000 {
                index += 1
                let wait: UInt64 = index % 100 == 0 ? 50_000 : 60
                scene.answer(after: wait, since: 60, isShared: true)
            }
            #expect(index <= 500, "five stalls of one in a hundred")
            pauses.append(scene.pause())
        }

        #expect(pauses == [1_000, 2_000, 4_000, 8_000, 8_000])
    }

    @Test("waits that are long on the whole end the sharing")
    func longMean() {
        var scene = play(Array(repeating: 60, count: 100))
        var index = 0
        while scene.allowsSharing, index < 10_000 {
            index += 1
            scene.answer(after: 3_000, since: 100, isShared: true)
        }

        #expect(index == Pace.window)
    }

    @Test("a busy machine's hiccups do not end it")
    func hiccups() {
        var scene = play(Array(repeating: 60, count: 100))
        for index in 0..<10_000 {
            let micros: UInt64 = index % 1_000 < 2 ? 30_000 : index % 8 == 0 ? 2_000 : 0
            scene.answer(after: micros, since: min(micros, 100), isShared: true)
        }

        #expect(scene.allowsSharing)
    }

    private func play(_ waits: [UInt64], isOurs: Bool = true) -> Play {
        var scene = Play()
        for wait in waits { scene.answer(after: wait, isOurs: isOurs) }
        return scene
    }
}

/// Answers one after the other, in time.
private struct Play {
    private var pace = Pace()
    private var now: UInt64 = 1_000_000

    var allowsSharing: Bool { pace.allowsSharing(at: instant) }

    private var instant: Deadline { Deadline(nanoseconds: now * 1_000) }

    /// An answer so many microseconds after its call, and `since` after the answer before it.
    mutating func answer(
        after wait: UInt64, since: UInt64? = nil, isShared: Bool = false, isOurs: Bool = true
    ) {
        now += since ?? wait
        let wait = Pace.Wait(nanoseconds: wait * 1_000, isShared: isShared, isOurs: isOurs)
        pace.answered(after: wait, at: instant)
    }

    /// The milliseconds until sharing is allowed again.
    mutating func pause() -> UInt64 {
        let start = now
        while !allowsSharing, now - start < 60_000_000 { now += 100_000 }
        return (now - start) / 1_000
    }
}

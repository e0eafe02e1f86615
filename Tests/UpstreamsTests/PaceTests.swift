import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct PaceTests {
    @Test("calls share no connection before a member of ours has answered fast")
    func unknown() {
        #expect(!Pace().allowsSharing(at: instant(0)))
        #expect(!pace(after: [2_000, 5_000]).allowsSharing(at: instant(0)))
        #expect(pace(after: [2_000, 999]).allowsSharing(at: instant(0)))
    }

    @Test("a member of another make is asked one call at a time, however fast it is")
    func foreign() {
        var pace = Pace()
        pace.answered(after: wait(50, isOurs: false), at: instant(0))

        #expect(!pace.allowsSharing(at: instant(0)))
    }

    @Test("one fast answer is forgotten after two windows of slow ones")
    func becomesSlow() {
        var pace = pace(after: [50])
        for _ in 0..<Pace.window { pace.answered(after: wait(3_000), at: instant(0)) }
        #expect(pace.allowsSharing(at: instant(0)))
        for _ in 0..<Pace.window { pace.answered(after: wait(3_000), at: instant(0)) }

        #expect(!pace.allowsSharing(at: instant(0)))
    }

    @Test("stalls of one call in a hundred end the sharing, for longer each time")
    func stalls() {
        var pace = pace(after: [50])
        var now: UInt64 = 0
        var pauses: [UInt64] = []
        for _ in 0..<3 {
            var index = 0
            while pace.allowsSharing(at: instant(now)) {
                index += 1
                pace.answered(
                    after: wait(index % 100 == 0 ? 50_000 : 60, isShared: true), at: instant(now))
            }
            #expect(index <= 2 * Pace.window)
            let start = now
            while !pace.allowsSharing(at: instant(now)) { now += 100 }
            pauses.append(now - start)
        }

        #expect(pauses == [1_000, 2_000, 4_000])
    }

    @Test("steady answers on shared connections keep them shared")
    func steady() {
        var pace = pace(after: [50])
        for _ in 0..<10_000 { pace.answered(after: wait(120, isShared: true), at: instant(0)) }

        #expect(pace.allowsSharing(at: instant(0)))
    }

    private func pace(after waits: [UInt64]) -> Pace {
        var pace = Pace()
        for microseconds in waits { pace.answered(after: wait(microseconds), at: instant(0)) }
        return pace
    }

    private func wait(
        _ microseconds: UInt64, isShared: Bool = false, isOurs: Bool = true
    ) -> Pace.Wait {
        Pace.Wait(nanoseconds: microseconds * 1_000, isShared: isShared, isOurs: isOurs)
    }

    private func instant(_ milliseconds: UInt64) -> Deadline {
        Deadline(nanoseconds: milliseconds * 1_000_000)
    }
}

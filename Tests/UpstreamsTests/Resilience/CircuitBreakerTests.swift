import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct CircuitBreakerTests {
    /// Half of at least 4 calls within 10 s; 1 s of pause.
    private var breaker: CircuitBreaker = {
        var settings = CircuitBreaker.Settings()
        settings.calls = 4
        return CircuitBreaker(settings)
    }()

    /// Plays calls that are answered (`+`) or fail (`-`), and tells the last change.
    private mutating func play(_ calls: String, at milliseconds: UInt64) -> CircuitBreaker.Change? {
        var change: CircuitBreaker.Change?
        for call in calls {
            let now = Self.instant(milliseconds)
            let admission = breaker.admit(at: now)
            change =
                call == "+"
                ? breaker.succeeded(admission, at: now) : breaker.failed(admission, at: now)
        }
        return change
    }

    private static func instant(_ milliseconds: UInt64) -> Deadline {
        Deadline(nanoseconds: milliseconds * 1_000_000)
    }

    @Test(
        "it opens when the share of enough calls has failed, with a failure",
        arguments: [
            ("---", nil), ("----", .opened), ("++--", .opened), ("+++--", nil), ("+++---", .opened),
            ("--++", nil), ("--++-", .opened),
        ] as [(String, CircuitBreaker.Change?)])
    mutating func opens(calls: String, change: CircuitBreaker.Change?) {
        #expect(play(calls, at: 0) == change)
        #expect(breaker.isOpen == (change == .opened))
    }

    @Test("failures of a window that is over do not count")
    mutating func window() {
        #expect(play("---", at: 0) == nil)
        #expect(play("-", at: 9_999) == .opened)

        var other = self
        other.breaker = CircuitBreaker(.init())
        #expect(other.play(String(repeating: "-", count: 49), at: 0) == nil)
        #expect(other.play("-", at: 10_000) == nil)
    }

    @Test("open it refuses until its pause is over, then lets one call through")
    mutating func trial() {
        _ = play("----", at: 0)

        #expect(breaker.admit(at: Self.instant(999)) == .refused)
        #expect(breaker.admit(at: Self.instant(1_000)) == .trial)
        #expect(breaker.admit(at: Self.instant(1_000)) == .refused)
    }

    @Test("a trial that is answered closes it, and what was counted is forgotten")
    mutating func closes() {
        _ = play("----", at: 0)

        #expect(play("+", at: 1_000) == .closed)
        #expect(breaker.admit(at: Self.instant(1_000)) == .free)
        #expect(play("---", at: 1_000) == nil)
    }

    @Test("each trial that fails doubles the pause, up to five seconds")
    mutating func pauses() {
        _ = play("----", at: 0)
        var now: UInt64 = 0
        var pauses: [UInt64] = []
        for _ in 0..<5 {
            let start = now
            while breaker.admit(at: Self.instant(now)) == .refused { now += 100 }
            pauses.append(now - start)
            #expect(breaker.failed(.trial, at: Self.instant(now)) == nil)
        }

        #expect(pauses == [1_000, 2_000, 4_000, 5_000, 5_000])
    }

    @Test("after a good answer the pause is short again")
    mutating func shortAgain() {
        _ = play("----", at: 0)
        _ = play("-", at: 1_000)
        _ = play("+", at: 3_000)
        _ = play("----", at: 3_000)

        #expect(breaker.admit(at: Self.instant(3_999)) == .refused)
        #expect(breaker.admit(at: Self.instant(4_000)) == .trial)
    }

    @Test("a trial that nobody waits for any more gives way to another")
    mutating func withdrawn() {
        _ = play("----", at: 0)
        #expect(breaker.admit(at: Self.instant(1_000)) == .trial)

        breaker.withdrawn(.trial)

        #expect(breaker.admit(at: Self.instant(1_000)) == .trial)
    }

    @Test("calls from before it opened neither close it nor open it for longer")
    mutating func latecomers() {
        _ = play("----", at: 0)

        #expect(breaker.succeeded(.free, at: Self.instant(10)) == nil)
        #expect(breaker.failed(.free, at: Self.instant(10)) == nil)
        breaker.withdrawn(.free)

        #expect(breaker.isOpen)
        #expect(breaker.admit(at: Self.instant(999)) == .refused)
        #expect(breaker.admit(at: Self.instant(1_000)) == .trial)
    }

    @Test("whatever happens, at most one trial is under way and a closed one refuses nobody")
    mutating func anyOrder() {
        var random = SplitMix64(seed: 7)
        var now: UInt64 = 0
        var trials = 0
        for _ in 0..<20_000 {
            now += UInt64.random(in: 0...300, using: &random)
            let wasOpen = breaker.isOpen
            let admission = breaker.admit(at: Self.instant(now))
            #expect(wasOpen || admission == .free)
            guard admission != .refused else { continue }
            if admission == .trial {
                trials += 1
                #expect(breaker.admit(at: Self.instant(now)) == .refused)
            }
            switch Int.random(in: 0..<3, using: &random) {
            case 0: _ = breaker.succeeded(admission, at: Self.instant(now))
            case 1: _ = breaker.failed(admission, at: Self.instant(now))
            default: breaker.withdrawn(admission)
            }
        }
        #expect(trials > 100)
    }
}

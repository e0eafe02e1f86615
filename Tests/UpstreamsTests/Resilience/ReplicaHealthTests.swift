import InferenceAPI
import Testing

@testable import Upstreams

@Suite struct ReplicaHealthTests {
    private var health = ReplicaHealth(.init())

    private static func instant(_ milliseconds: UInt64) -> Deadline {
        Deadline(nanoseconds: milliseconds * 1_000_000)
    }

    /// Fails as often as it takes, and tells when a probe is due.
    private mutating func eject(at milliseconds: UInt64) -> Deadline? {
        var probeAt: Deadline?
        for _ in 0..<5 { probeAt = health.failed(at: Self.instant(milliseconds)) }
        return probeAt
    }

    @Test("five failures in a row eject it, an answer between them does not")
    mutating func inARow() {
        for _ in 0..<4 { #expect(health.failed(at: Self.instant(0)) == nil) }
        health.succeeded()
        for _ in 0..<4 { #expect(health.failed(at: Self.instant(0)) == nil) }

        #expect(health.failed(at: Self.instant(7)) == Self.instant(1_007))
        #expect(health.isEjected)
        #expect(!health.isFit(at: Self.instant(0)))
    }

    @Test("it is probed once when its time has come, and returns when it is well")
    mutating func returns() {
        #expect(eject(at: 0) == Self.instant(1_000))

        #expect(health.beginProbe(at: Self.instant(999)) == false)
        #expect(health.beginProbe(at: Self.instant(1_000)) == true)
        #expect(health.beginProbe(at: Self.instant(1_000)) == false)
        #expect(health.isEjected)
        #expect(health.probed(isWell: true, at: Self.instant(1_001)) == nil)
        #expect(health.isFit(at: Self.instant(1_001)))
        #expect(health.failed(at: Self.instant(1_001)) == nil)
    }

    @Test("each probe that finds it sick doubles the pause, up to thirty seconds")
    mutating func staysSick() {
        var now: UInt64 = 0
        var next = eject(at: 0)
        var pauses: [UInt64] = []
        while pauses.count < 7, let probeAt = next {
            pauses.append((probeAt.nanoseconds / 1_000_000) - now)
            now = probeAt.nanoseconds / 1_000_000
            #expect(health.beginProbe(at: probeAt) == true)
            next = health.probed(isWell: false, at: probeAt)
        }

        #expect(pauses == [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000])
    }

    @Test("one that falls sick again soon is left alone for longer, after good answers for shorter")
    mutating func relapse() {
        _ = eject(at: 0)
        _ = health.beginProbe(at: Self.instant(1_000))
        _ = health.probed(isWell: true, at: Self.instant(1_000))
        #expect(eject(at: 1_000) == Self.instant(3_000))
        _ = health.beginProbe(at: Self.instant(3_000))
        _ = health.probed(isWell: true, at: Self.instant(3_000))

        for _ in 0..<100 { health.succeeded() }

        #expect(eject(at: 3_000) == Self.instant(4_000))
    }

    @Test("late answers to calls from before its ejection do not bring it back")
    mutating func latecomers() {
        _ = eject(at: 0)

        health.succeeded()

        #expect(health.isEjected)
        #expect(health.failed(at: Self.instant(1)) == nil)
        #expect(health.probed(isWell: true, at: Self.instant(1)) == nil)
        #expect(health.isEjected)
    }

    @Test("one that refuses cools down for a moment")
    mutating func cools() {
        health.refused(for: .seconds(1), at: Self.instant(100))

        #expect(!health.isFit(at: Self.instant(1_099)))
        #expect(health.isFit(at: Self.instant(1_100)))
    }

    @Test("switched off nothing ejects it")
    mutating func off() {
        health = ReplicaHealth(nil)

        #expect(eject(at: 0) == nil)
        #expect(health.isFit(at: Self.instant(0)))
    }
}

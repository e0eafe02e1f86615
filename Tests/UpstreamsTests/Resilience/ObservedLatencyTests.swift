import Testing

@testable import Upstreams

@Suite struct ObservedLatencyTests {
    @Test("nothing is known before 32 answers")
    func few() {
        var latency = ObservedLatency()
        for time in 1...31 { latency.add(UInt64(time)) }

        #expect(latency.ninetyFifthPercentile == nil)
        latency.add(32)
        #expect(latency.ninetyFifthPercentile == 31)
    }

    @Test("95 of 100 answers do not exceed it")
    func percentile() {
        var latency = ObservedLatency()
        for time in (1...256).reversed() { latency.add(UInt64(time)) }

        #expect(latency.ninetyFifthPercentile == 244)
    }

    @Test("answers before the last 256 are forgotten")
    func window() {
        var latency = ObservedLatency()
        for _ in 0..<512 { latency.add(1_000) }
        for _ in 0..<256 { latency.add(5) }

        #expect(latency.ninetyFifthPercentile == 5)
    }
}

import Testing
import Upstreams

@Suite struct LatencyHistogramTests {
    @Test("a percentile is the sorted list's, to a sixty-fourth")
    func percentiles() {
        var histogram = LatencyHistogram()
        var generator = SystemRandomNumberGenerator()
        // From a nanosecond to minutes, evenly by magnitude.
        let times = (0..<5_000).map { _ in
            Int64.random(in: 0...Int64(1) << Int64.random(in: 0...40, using: &generator))
        }
        for time in times { histogram.add(.nanoseconds(time)) }
        let sorted = times.sorted()
        for share in [0, 0.01, 0.5, 0.9, 0.99, 0.999, 1] {
            let rank = max(1, Int((share * 5_000).rounded(.up)))
            let exact = Double(sorted[rank - 1])
            let found = histogram.percentile(share) / .nanoseconds(1)
            #expect(found >= exact && found <= exact * (1 + 1.0 / 64) + 1)
        }
        #expect(histogram.count == 5_000)
        #expect(histogram.largest == .nanoseconds(sorted[4_999]))
    }

    @Test("two histograms add up to that of all")
    func sum() {
        var (one, other, all) = (LatencyHistogram(), LatencyHistogram(), LatencyHistogram())
        for time in 1...100 {
            if time % 3 == 0 {
                one.add(.microseconds(time))
            } else {
                other.add(.microseconds(time))
            }
            all.add(.microseconds(time))
        }
        one.add(other)
        #expect(one == all)
    }

    @Test("nothing counted is zero, and what is beyond the last bucket is kept as the largest")
    func edges() {
        var histogram = LatencyHistogram()
        #expect(histogram.percentile(0.5) == .zero)
        histogram.add(.seconds(400 * 86_400))
        histogram.add(.nanoseconds(-1))
        #expect(histogram.percentile(0.5) == .zero)
        #expect(histogram.percentile(1) == .seconds(400 * 86_400))
    }
}

import CoreMetrics
import Testing

@testable import Serving

@Suite struct PrometheusTextTests {
    private func text(_ registry: MetricsRegistry) -> String {
        String(decoding: PrometheusText.bytes(of: registry), as: UTF8.self)
    }

    @Test("counters and gauges are a line each under their type, sorted")
    func numbers() {
        let registry = MetricsRegistry()
        Counter(label: "b_total", dimensions: [("x", "2")], factory: registry).increment(by: 3)
        Counter(label: "b_total", dimensions: [("x", "1")], factory: registry).increment()
        Counter(label: "b_total", dimensions: [("x", "1")], factory: registry).increment()
        let gauge = Meter(label: "a", factory: registry)
        gauge.set(2.5)
        gauge.decrement(by: 1.0)

        #expect(
            text(registry) == """
                # TYPE a gauge
                a 1.5
                # TYPE b_total counter
                b_total{x="1"} 2
                b_total{x="2"} 3

                """)
    }

    @Test("a timer's buckets are cumulative, each with its upper border in it")
    func histogram() {
        let registry = MetricsRegistry()
        let timer = CoreMetrics.Timer(
            label: "t_seconds", dimensions: [("r", "/p")], factory: registry)
        for nanoseconds in [0, 100_000, 100_001, 2_000_000_000, 60_000_000_000] {
            timer.recordNanoseconds(Int64(nanoseconds))
        }
        let lines = text(registry).split(separator: "\n")

        #expect(lines.first == "# TYPE t_seconds histogram")
        #expect(lines.contains(#"t_seconds_bucket{r="/p",le="0.0001"} 2"#))
        #expect(lines.contains(#"t_seconds_bucket{r="/p",le="0.00025"} 3"#))
        #expect(lines.contains(#"t_seconds_bucket{r="/p",le="1"} 3"#))
        #expect(lines.contains(#"t_seconds_bucket{r="/p",le="2.5"} 4"#))
        #expect(lines.contains(#"t_seconds_bucket{r="/p",le="+Inf"} 5"#))
        #expect(lines.contains(#"t_seconds_count{r="/p"} 5"#))
        #expect(lines.contains { $0.hasPrefix(#"t_seconds_sum{r="/p"} 62.0002"#) })
        #expect(lines.count == 1 + HistogramCell.borders.count + 1 + 2)
    }

    @Test("a label's value cannot end its line")
    func escapes() {
        let registry = MetricsRegistry()
        Counter(label: "c", dimensions: [("x", "a\"b\\c\nd")], factory: registry).increment()
        #expect(text(registry).contains(#"c{x="a\"b\\c\nd"} 1"#))
    }

    @Test("series beyond the limit are not kept, and those that are there go on")
    func limit() {
        let registry = MetricsRegistry()
        for index in 0..<MetricsRegistry.mostSeries + 100 {
            Counter(label: "c", dimensions: [("i", "\(index)")], factory: registry).increment()
        }
        Counter(label: "c", dimensions: [("i", "0")], factory: registry).increment()
        #expect(registry.all.count == MetricsRegistry.mostSeries)
        #expect(text(registry).contains(#"c{i="0"} 2"#))
    }

    @Test("one name under two kinds harms nobody")
    func kinds() {
        let registry = MetricsRegistry()
        Counter(label: "n", factory: registry).increment()
        CoreMetrics.Timer(label: "n", factory: registry).recordNanoseconds(5)
        #expect(text(registry) == "# TYPE n counter\nn 1\n")
    }

    @Test("many threads lose no count")
    func threads() async {
        let registry = MetricsRegistry()
        let counter = Counter(label: "c", factory: registry)
        await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<10_000 { counter.increment() } }
            }
        }
        #expect(text(registry).contains("c 80000\n"))
    }
}

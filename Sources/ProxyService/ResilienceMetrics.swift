import CoreMetrics
import Upstreams

/// What the proxy counts of a service that fails.
struct ResilienceMetrics: Sendable {
    private let retries: Counter
    private let hedges: Counter
    private let hedgesWon: Counter
    private let opened: Counter
    private let open: Meter
    private let ejected: Meter

    init(_ factory: any MetricsFactory, service: String) {
        let labels = [("service", service)]
        func counter(_ name: String) -> Counter {
            Counter(label: name, dimensions: labels, factory: factory)
        }
        func meter(_ name: String) -> Meter {
            Meter(label: name, dimensions: labels, factory: factory)
        }
        retries = counter("chorus_service_retries_total")
        hedges = counter("chorus_service_hedges_total")
        hedgesWon = counter("chorus_service_hedges_won_total")
        opened = counter("chorus_service_breaker_opened_total")
        open = meter("chorus_service_breaker_open")
        ejected = meter("chorus_service_replicas_ejected")
    }

    func count(_ event: UpstreamEvent) {
        switch event {
        case .answered: break
        case .retried: retries.increment()
        case .hedged: hedges.increment()
        case .hedgeWon: hedgesWon.increment()
        case .breakerOpened:
            opened.increment()
            open.increment()
        case .breakerClosed: open.decrement()
        case .ejected: ejected.increment()
        case .returned: ejected.decrement()
        }
    }
}

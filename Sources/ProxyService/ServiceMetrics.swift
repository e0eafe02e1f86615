import CoreMetrics
import FanOut
import InferenceAPI
import Serving
import Upstreams

/// What the proxy counts of the services that it asks for predictions.
///
/// - `chorus_service_duration_seconds{service}`, a histogram of answers, to whatever they are
/// - `chorus_service_outcomes_total{service,outcome}`: `answered`, a failure's code, or `cancelled`
/// - `chorus_service_retries_total{service}`, `chorus_service_hedges_total{service}`: calls sent
///   again, and second copies; `chorus_service_hedges_won_total{service}`: those answered first
/// - `chorus_service_breaker_opened_total{service}`; `chorus_service_breaker_open{service}`: event
///   loops on which it is open
/// - `chorus_service_replicas_ejected{service}`: addresses that event loops pass over
/// - `chorus_partial_answers_total`
/// - `chorus_shadow_rows_total{service,finding}`: rows of shadows whose answer is the `same` as the
///   one given, `different`, or `missing`
struct ServiceMetrics: Sendable {
    private let partial: Counter
    /// By the service's place.
    private let durations: [CoreMetrics.Timer]
    private let resilience: [ResilienceMetrics]
    /// By the service's place and by outcome, in the order of ``words``.
    private let outcomes: [[Counter]]

    /// By service and by finding, in the order of its cases.
    private let findings: [String: [Counter]]

    private static let words =
        ["answered", "cancelled"] + FailureCode.allCases.map(\.rawValue)

    init(_ factory: any MetricsFactory, services: [String]) {
        partial = Counter(label: "chorus_partial_answers_total", factory: factory)
        durations = services.map {
            CoreMetrics.Timer(
                label: "chorus_service_duration_seconds", dimensions: [("service", $0)],
                factory: factory)
        }
        resilience = services.map { ResilienceMetrics(factory, service: $0) }
        outcomes = services.map { service in
            Self.words.map { word in
                Counter(
                    label: "chorus_service_outcomes_total",
                    dimensions: [("service", service), ("outcome", word)], factory: factory)
            }
        }
        findings = Dictionary(
            uniqueKeysWithValues: services.map { service in
                let counters = ShadowCall.Finding.allCases.map { finding in
                    Counter(
                        label: "chorus_shadow_rows_total",
                        dimensions: [("service", service), ("finding", finding.rawValue)],
                        factory: factory)
                }
                return (service, counters)
            })
    }

    /// What came of comparing a shadow's rows.
    func count(_ found: [ShadowCall.Finding], of service: String) {
        for (finding, counter) in zip(ShadowCall.Finding.allCases, findings[service] ?? []) {
            let rows = found.count { $0 == finding }
            if rows > 0 { counter.increment(by: rows) }
        }
    }

    func count(_ event: UpstreamEvent, of service: Int) {
        if case .answered(let nanoseconds) = event {
            durations[service].recordNanoseconds(Int64(clamping: nanoseconds))
        } else {
            resilience[service].count(event)
        }
    }

    /// A run that has finished.
    ///
    /// - Parameter services: the place of the service behind each member of its plan.
    func count(_ run: Run, of services: [Int]) {
        if run.verdict == .partial { partial.increment() }
        for site in run.outcomes.entries.indices {
            guard let outcome = Self.place(of: run.outcomes[site]) else { continue }
            outcomes[services[run.plan.place(of: site)]][outcome].increment()
        }
    }

    private static func place(of outcome: Outcome) -> Int? {
        switch outcome {
        case .answered: 0
        case .cancelled: 1
        case .failed(let failure): words.firstIndex(of: failure.code.rawValue)
        case .unasked, .pending: nil
        }
    }
}

import CoreMetrics
import InferenceAPI
import Serving
import Synchronization

/// Whether a result that the pool works on is still of use: until its client leaves, or its deadline
/// passes. Work looks before it begins, and between its parts.
final class Wanted: Sendable {
    private let deadline: Deadline
    private let hasLeft = Atomic<Bool>(false)
    private let metrics: AbandonedMetrics

    init(until deadline: Deadline?, _ metrics: AbandonedMetrics) {
        self.deadline = deadline ?? .never
        self.metrics = metrics
    }

    /// Nobody waits any more.
    func leave() { hasLeft.store(true, ordering: .relaxed) }

    /// - Throws: what the request is answered with when its result is of no use.
    func check() throws(ProblemResponse) {
        if hasLeft.load(ordering: .relaxed) {
            metrics.clientLeft.increment()
            throw .clientLeft
        }
        guard deadline != .never, deadline <= .now else { return }
        metrics.deadlinePassed.increment()
        throw .deadlinePassed
    }
}

/// `chorus_predictions_abandoned_total{reason}`: pieces of work that were not begun because their
/// `client` had left or their `deadline` had passed.
struct AbandonedMetrics: Sendable {
    let clientLeft: Counter
    let deadlinePassed: Counter

    init(_ factory: any MetricsFactory) {
        func counter(_ reason: String) -> Counter {
            Counter(
                label: "chorus_predictions_abandoned_total", dimensions: [("reason", reason)],
                factory: factory)
        }
        clientLeft = counter("client")
        deadlinePassed = counter("deadline")
    }
}

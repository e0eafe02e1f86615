import CoreMetrics
import Synchronization

/// A counter or a gauge: one number that any thread changes. Whole steps are exact.
final class NumberCell: Sendable {
    private let whole = Atomic<Int>(0)
    private let fraction = Mutex(0.0)

    var value: Double { Double(whole.load(ordering: .relaxed)) + fraction.withLock(\.self) }

    func add(_ step: Int) { whole.wrappingAdd(step, ordering: .relaxed) }

    private func set(to value: Double) {
        fraction.withLock { fraction in
            whole.store(0, ordering: .relaxed)
            fraction = value
        }
    }
}

extension NumberCell: CounterHandler {
    func increment(by step: Int64) { add(Int(step)) }
    func reset() { set(to: 0) }
}

extension NumberCell: FloatingPointCounterHandler {
    func increment(by step: Double) { fraction.withLock { $0 += step } }
}

extension NumberCell: MeterHandler {
    func set(_ value: Int64) { set(to: Double(value)) }
    func set(_ value: Double) { set(to: value) }
    func decrement(by step: Double) { fraction.withLock { $0 -= step } }
}

extension NumberCell: RecorderHandler {
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }
}

import Synchronization

/// Whether the process is about to stop: then it is not ready for new work.
public final class Readiness: Sendable {
    private let draining = Atomic(false)

    public init() {}

    public var isDraining: Bool { draining.load(ordering: .relaxed) }

    func startDraining() { draining.store(true, ordering: .relaxed) }
}

public import InferenceAPI
public import NIOCore

/// A member in this process: what a remote one would be asked by HTTP, as a call.
public protocol LocalService: Sendable {
    /// Answers on the loop, at once or later, once.
    ///
    /// - Returns: what says, on the loop, that nobody waits any more; nil where that changes nothing.
    func answer(
        _ operation: Operation, by deadline: Deadline, on loop: any EventLoop,
        _ then: @escaping (UpstreamResponse) -> Void
    ) -> (() -> Void)?
}

public import InferenceAPI
public import NIOCore

/// A predict request that the hot face has understood wholly.
public struct HotRequest {
    /// Given by the client, or made.
    public let id: RequestID
    /// What the client says by `X-Request-Timeout`.
    public let timeout: Duration?
    /// What the client says by `X-Chorus-Key`.
    public let key: String?
    /// Whether the client asks by `?explain=1` what lies behind the answer.
    public let isExplained: Bool
    /// JSON, if it is what it says; tensors, where the route takes them and the client says so.
    public let body: ByteBuffer
    /// Bytes of the JSON before a body's binary tensors, as the client says.
    public let inferenceHeaderLength: Int?
    /// When all of it was there.
    public let arrival: Deadline
    let route: Int

    /// When the answer must be there: after the service's own budget or earlier, as the client says.
    public func deadline(within budget: Duration?) -> Deadline? {
        guard let shorter = budget.map({ min($0, timeout ?? $0) }) ?? timeout else { return nil }
        return Deadline(after: shorter, from: arrival.nanoseconds)
    }
}

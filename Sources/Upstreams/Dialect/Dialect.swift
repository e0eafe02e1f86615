/// How a member is asked and understood.
public enum Dialect: Sendable, Equatable {
    /// As the book's services, ours among them: `POST /predict`.
    case book
    /// KServe's protocol V1: `POST /v1/models/<model>:predict`.
    case v1(model: String)
    /// The Open Inference Protocol, V2: `POST /v2/models/<model>/infer`.
    case v2(model: String)
}

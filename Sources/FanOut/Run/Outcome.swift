public import InferenceAPI

/// How asking one member ended. Failure is an outcome like any other.
public enum Outcome: Sendable, Equatable {
    case pending
    case answered(Answer)
    case failed(Failure)
    /// Stopped because nobody needs the answer any more.
    case cancelled
}

/// Where a member's answer lies in `Outcomes.bytes`, and which model gave it.
public struct Answer: Sendable, Equatable {
    public let body: Range<Int>
    /// From the answer's `X-Chorus-Model`; nil for services that do not send one.
    public let model: ModelTag?
}

/// Why a member's answer is missing.
public struct Failure: Error, Sendable, Equatable {
    public let code: FailureCode
    /// One sentence for the client: what happened, with the numbers.
    public let detail: String
    /// The HTTP status with which a member rejected the request; only with `code` `rejected`.
    public let rejection: Int?

    public init(code: FailureCode, detail: String, rejection: Int? = nil) {
        self.code = code
        self.detail = detail
        self.rejection = rejection
    }
}

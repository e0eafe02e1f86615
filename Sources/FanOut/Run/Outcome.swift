public import InferenceAPI

/// How asking the member at one site ended. Failure is an outcome like any other.
public enum Outcome: Sendable, Equatable {
    /// No row's way has led there.
    case unasked
    case pending
    case answered(Answer)
    case failed(Failure)
    /// Stopped because nobody needs the answer any more.
    case cancelled
}

/// Where a member's answer lies in `Outcomes.bytes`, and who gave it.
public struct Answer: Sendable, Equatable {
    public let body: Range<Int>
    /// Nil for services that do not say it.
    public let origin: AnswerOrigin?

    public var model: ModelTag? { origin?.model }
    /// Whom the answer of another proxy lacks.
    public var partial: PartialHeader? { origin?.partial }
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

/// What a member's answer says, where the run reads it (`Plan.needs(of:forLabel:)`).
public struct Reading: Sendable, Equatable {
    /// For the rows that it was asked about. NaN for `null`.
    public let predictions: MemberAnswer
    /// The class of each column; nil for a regression, or where they are not needed.
    public let classes: [Label]?
    /// The release that the member's model is of; nil where it says none.
    public let release: String?
    /// The label of each row, from a member whose columns are not its classes' probabilities.
    public let labels: [Label?]?
    /// Their probabilities, NaN where there is none; nil: the first column.
    public let shares: [Double]?

    public init(
        predictions: MemberAnswer, classes: [Label]? = nil, release: String? = nil,
        labels: [Label?]? = nil, shares: [Double]? = nil
    ) {
        self.predictions = predictions
        self.classes = classes
        self.release = release
        self.labels = labels
        self.shares = shares
    }
}

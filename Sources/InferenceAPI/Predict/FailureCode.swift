/// Why a member's prediction is missing from an answer.
public enum FailureCode: String, CaseIterable, Hashable, Sendable, Codable {
    /// The deadline passed before the member answered.
    case timeout
    /// No connection, or it broke off.
    case unreachable
    /// The member, or our queue in front of it, is full.
    case overloaded
    /// The member answered something that is no prediction for these rows.
    case badAnswer = "bad_answer"
    /// The member refused the request.
    case rejected
    /// A step before it made asking needless.
    case skipped
    /// The breaker keeps the member out.
    case ejected
    /// The member serves another release than the others.
    case versionMismatch = "version_mismatch"
}

extension FailureCode: CustomStringConvertible {
    public var description: String { rawValue }
}

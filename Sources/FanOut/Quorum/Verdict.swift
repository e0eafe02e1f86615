/// Whether the outcomes of a request are enough to answer it.
public enum Verdict: Sendable, Equatable {
    /// Every member answered.
    case whole
    /// Enough answered; the others are missing.
    case partial
    /// Not enough. The member whose failure decides, the first in route order.
    case refused(member: Int)
    /// Every member rejected the request with the same status: it is the client's fault.
    case rejected(status: Int, member: Int)
    /// The client left before there was an answer.
    case abandoned
}

/// Whether the outcomes of a request are enough to answer it.
public enum Verdict: Sendable, Equatable {
    /// Everyone who was asked answered.
    case whole
    /// Enough answered; others are missing.
    case partial
    /// Not enough. The site whose failure decides, the first in graph order.
    case refused(site: Int)
    /// Everyone who was asked rejected the request with the same status: it is the client's fault.
    case rejected(status: Int, site: Int)
    /// The client left before there was an answer.
    case abandoned
}

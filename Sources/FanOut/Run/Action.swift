public import InferenceAPI

/// What the driver of a `Run` is to do next; it does so in order and reports back by events.
public enum Action: Sendable, Equatable {
    /// Ask the member; its answer is of use until the deadline.
    case ask(member: Int, deadline: Deadline)
    /// The member's answer is of no use any more.
    case cancel(member: Int)
    /// Call `timerFired` at this instant, instead of a later one. An earlier one stays: it may find
    /// nothing due, and asks anew.
    case wake(at: Deadline)
    /// The run has ended. Nothing follows.
    case finish(Verdict)
}

public import InferenceAPI

/// What the driver of a `Run` is to do next; it does so in order and reports back by events.
public enum Action: Sendable, Equatable {
    /// Ask the member at a site about these rows; its answer is of use until the deadline.
    case ask(site: Int, rows: RowSet, input: InputSource, deadline: Deadline)
    /// The answer at the site is of no use any more.
    case cancel(site: Int)
    /// A step with shadows begins: they may be asked about these rows, whenever it suits.
    case shadow(step: Int, rows: RowSet)
    /// Call `timerFired` at this instant, instead of a later one. An earlier one stays: it may find
    /// nothing due, and asks anew.
    case wake(at: Deadline)
    /// The run has ended. Nothing follows.
    case finish(Verdict)
}

/// What a member is sent.
public enum InputSource: Sendable, Equatable {
    /// The rows of the request.
    case request
    /// What a step has predicted for them: `Run.features(of:rows:)`.
    case predictions(step: Int)
    /// Each row of the request and, behind it, what a step has predicted for it.
    case both(step: Int)
}

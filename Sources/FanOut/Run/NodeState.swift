import InferenceAPI

/// How far one step of a run has come.
struct NodeState: Sendable {
    enum Phase: UInt8, Sendable {
        /// It has not begun, and may never.
        case idle
        /// It will begin in this very event.
        case waiting
        case running
        case answered
        /// It has ended without an answer, and that is no failure: skipped, or nothing was asked.
        case nothing
        case failed
    }

    var phase = Phase.idle
    /// Its answer is the one of its `on-error`.
    var isSubstituted = false
    var rows = RowSet.all
    var input = InputSource.request
    /// The last step before it, in whichever sequence around it, that has answered.
    var before: Int?
    var deadline = Deadline.never
    /// Of a sequence: the child that is under way.
    var current = 0
    /// Of a failed one: the site that decided.
    var blame = 0
    /// Of a failed one: the status with which all below it rejected.
    var rejection: Int?

    var isOpen: Bool { phase == .running || phase == .waiting }
}

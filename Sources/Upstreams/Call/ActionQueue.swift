/// The actions that a state machine wants, in order: performing one may add others behind it, and they
/// are then performed by whoever is at it already.
struct ActionQueue<Action> {
    /// Where events put what they want.
    var actions: [Action] = []
    private var next = 0
    private var isPerforming = false

    /// Whether the caller is to take the actions, until there are none.
    mutating func begin() -> Bool {
        guard !isPerforming else { return false }
        isPerforming = true
        return true
    }

    /// Nil at the end, after which the next event begins anew.
    mutating func take() -> Action? {
        guard next < actions.count else {
            actions.removeAll(keepingCapacity: true)
            (next, isPerforming) = (0, false)
            return nil
        }
        defer { next += 1 }
        return actions[next]
    }
}

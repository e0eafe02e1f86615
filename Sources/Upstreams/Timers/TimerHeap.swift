import InferenceAPI

/// The instants of many timers, the earliest first, as a binary heap of plain numbers.
///
/// A cancelled timer stays until it is the earliest: most requests end long before their deadline, in
/// about the order in which they came, so that few are there at any time.
struct TimerHeap {
    private var entries: [(instant: UInt64, id: CallID)] = []

    /// The earliest of the timers for which `isAlive`; those before it are forgotten.
    mutating func first(where isAlive: (CallID) -> Bool) -> (instant: Deadline, id: CallID)? {
        while let first = entries.first {
            if isAlive(first.id) { return (Deadline(nanoseconds: first.instant), first.id) }
            removeFirst()
        }
        return nil
    }

    var count: Int { entries.count }

    mutating func insert(_ id: CallID, at instant: Deadline) {
        var place = entries.count
        entries.append((instant.nanoseconds, id))
        while place > 0 {
            let parent = (place - 1) / 2
            guard entries[place].instant < entries[parent].instant else { return }
            entries.swapAt(place, parent)
            place = parent
        }
    }

    mutating func removeFirst() {
        guard let last = entries.popLast(), !entries.isEmpty else { return }
        entries[0] = last
        var place = 0
        while true {
            let left = 2 * place + 1
            guard left < entries.count else { return }
            let right = left + 1
            let isRightEarlier =
                right < entries.count && entries[right].instant < entries[left].instant
            let child = isRightEarlier ? right : left
            guard entries[child].instant < entries[place].instant else { return }
            entries.swapAt(place, child)
            place = child
        }
    }
}

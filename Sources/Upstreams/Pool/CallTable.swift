/// Names one call in a `CallTable`; an old name never finds a newer call in the same slot.
struct CallID: Hashable {
    fileprivate let slot: Int
    fileprivate let generation: UInt32
}

/// The calls of one event loop, in slots that are used again: a call in flight costs no allocation.
struct CallTable<Call> {
    private var slots: [(generation: UInt32, call: Call?)] = []
    private var free: [Int] = []

    var count: Int { slots.count - free.count }

    mutating func insert(_ call: Call) -> CallID {
        guard let slot = free.popLast() else {
            slots.append((0, call))
            return CallID(slot: slots.count - 1, generation: 0)
        }
        slots[slot].call = call
        return CallID(slot: slot, generation: slots[slot].generation)
    }

    /// Nil where the name is an old one, for which nothing can be set.
    subscript(id: CallID) -> Call? {
        get { slots[id.slot].generation == id.generation ? slots[id.slot].call : nil }
        _modify {
            guard slots[id.slot].generation == id.generation else {
                var nothing: Call?
                yield &nothing
                return
            }
            yield &slots[id.slot].call
        }
    }

    @discardableResult
    mutating func remove(_ id: CallID) -> Call? {
        guard slots[id.slot].generation == id.generation,
            let call = slots[id.slot].call.take()
        else { return nil }
        slots[id.slot].generation &+= 1
        free.append(id.slot)
        return call
    }
}

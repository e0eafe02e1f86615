/// Names one call in a `CallTable`; an old name never finds a newer call in the same slot.
struct CallID: Hashable {
    fileprivate let slot: Int
    fileprivate let generation: UInt32
}

/// The calls of one event loop, in slots that are used again: a call in flight costs no allocation.
struct CallTable<Call> {
    private struct Slot {
        var generation: UInt32 = 0
        var call: Call?
    }

    private var slots: [Slot] = []
    private var free: [Int] = []

    var count: Int { slots.count - free.count }

    mutating func insert(_ call: consuming Call) -> CallID {
        guard let slot = free.popLast() else {
            slots.append(Slot(call: call))
            return CallID(slot: slots.count - 1, generation: 0)
        }
        slots[slot].call = call
        return CallID(slot: slot, generation: slots[slot].generation)
    }

    /// Nil where the name is an old one.
    subscript(id: CallID) -> Call? {
        slots[id.slot].generation == id.generation ? slots[id.slot].call : nil
    }

    /// Changes a call where it lies, unless the name is an old one. No `modify` accessor: that would
    /// need memory of its own each time.
    @discardableResult
    mutating func change<Result>(_ id: CallID, _ change: (inout Call) -> Result) -> Result? {
        guard slots[id.slot].generation == id.generation, var call = slots[id.slot].call.take()
        else { return nil }
        let result = change(&call)
        slots[id.slot].call = consume call
        return result
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

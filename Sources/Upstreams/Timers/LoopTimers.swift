import InferenceAPI
import NIOCore

/// Who has set a timer. Called on the event loop.
protocol TimerSink: AnyObject {
    func timerFired(at now: Deadline)
}

/// The timers of one event loop, of which each request sets one, behind a single one of the loop's own:
/// that costs a system call where it changes, and these do not.
final class LoopTimers {
    private let eventLoop: any EventLoop
    private var heap = TimerHeap()
    private var sinks = CallTable<any TimerSink>()
    /// When the loop's own timer fires.
    private var scheduled: (instant: Deadline, task: Scheduled<Void>)?

    init(eventLoop: any EventLoop) { self.eventLoop = eventLoop }

    func set(at instant: Deadline, for sink: any TimerSink) -> CallID {
        let id = sinks.insert(sink)
        heap.insert(id, at: instant)
        schedule()
        return id
    }

    func cancel(_ id: CallID) {
        sinks.remove(id)
        _ = first()
    }

    private func first() -> (instant: Deadline, id: CallID)? {
        heap.first { sinks[$0] != nil }
    }

    /// An earlier timer than needed stays, and finds nothing due.
    private func schedule() {
        guard let next = first()?.instant, next != .never else { return }
        if let scheduled {
            guard next < scheduled.instant else { return }
            scheduled.task.cancel()
        }
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let task = eventLoop.scheduleTask(deadline: .uptimeNanoseconds(next.nanoseconds)) {
            bound.value.fire()
        }
        scheduled = (next, task)
    }

    private func fire() {
        scheduled = nil
        let now = Deadline.now
        while let due = first(), due.instant <= now {
            heap.removeFirst()
            sinks.remove(due.id)?.timerFired(at: now)
        }
        schedule()
    }
}

import InferenceAPI
import NIOCore

/// The time limits of a connection of the hot face: silence, and a head that dribbles in. Used on
/// the connection's event loop only.
final class ConnectionWatch {
    private let idle: TimeAmount
    private let slowest: TimeAmount
    private let lingering: TimeAmount
    private var lastHeard = Deadline(nanoseconds: 0)
    private var idleTimer: Scheduled<Void>?
    private var headTimer: Scheduled<Void>?

    init(_ settings: ServerSettings) {
        idle = TimeAmount(settings.idleTimeout)
        slowest = TimeAmount(settings.slowestHead)
        lingering = TimeAmount(settings.lingering)
    }

    /// Closes the connection when it has been silent for too long and nobody waits for an answer.
    func start(on channel: any Channel, unless isBusy: @escaping () -> Bool) {
        heard(at: channel.eventLoop.instant)
        wait(idle, on: channel, unless: isBusy)
    }

    private func wait(
        _ time: TimeAmount, on channel: any Channel, unless isBusy: @escaping () -> Bool
    ) {
        let bound = NIOLoopBound((self, isBusy), eventLoop: channel.eventLoop)
        idleTimer = channel.eventLoop.scheduleTask(in: time) {
            let (watch, isBusy) = bound.value
            let now = channel.eventLoop.instant
            let silent = now.remainingNanoseconds(at: watch.lastHeard.nanoseconds)
            let left = watch.idle - .nanoseconds(Int64(clamping: silent))
            if isBusy() {
                watch.wait(watch.idle, on: channel, unless: isBusy)
            } else if left > .zero {
                watch.wait(left, on: channel, unless: isBusy)
            } else {
                channel.close(promise: nil)
            }
        }
    }

    /// Something was read or answered.
    func heard(at now: Deadline) { lastHeard = now }

    /// Some of a head is there: the rest must come in time.
    func headBegan(on channel: any Channel) {
        guard headTimer == nil else { return }
        headTimer = channel.eventLoop.scheduleTask(in: slowest) { channel.close(promise: nil) }
    }

    func headArrived() {
        headTimer?.cancel()
        headTimer = nil
    }

    /// Calls back when an idle connection has been heard for long enough after the signal to stop.
    func linger(on loop: any EventLoop, _ end: @escaping () -> Void) {
        let bound = NIOLoopBound(end, eventLoop: loop)
        loop.scheduleTask(in: lingering) { bound.value() }
    }

    func stop() {
        headArrived()
        idleTimer?.cancel()
        idleTimer = nil
    }
}

extension EventLoop {
    /// The instant now, by the loop's clock: the one of deadlines.
    var instant: Deadline { Deadline(nanoseconds: now.uptimeNanoseconds) }
}

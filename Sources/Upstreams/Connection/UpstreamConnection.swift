import InferenceAPI
import NIOCore

/// One connection to a member: writes calls' bytes, reads their responses in order.
///
/// A call that is cancelled while it is alone closes it, unless its member is fast: then its answer is
/// read and dropped, which is cheaper than another connection. On one that it shares it is dropped too,
/// unless it holds up those behind it for long: then they move to another. Either way a late answer
/// never meets another call.
final class UpstreamConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A call on its way; nil when nobody wants its answer any more.
    private struct Sent {
        var call: CallID?
        let at: Deadline
    }

    /// How long a cancelled call may hold up others before they are sent elsewhere.
    private static let longestHoldUpNanoseconds: UInt64 = 1_000_000
    /// How long answers that nobody wants are waited for.
    private static let longestDropped = Duration.milliseconds(20)
    /// Room for unsent requests that a connection keeps.
    private static let keptBytes = 256 << 10

    let id: Int
    let replica: Int
    /// True if a call was answered here before: the member may have closed it since.
    private(set) var isUsedBefore = false
    private let owner: MemberPool
    private var sent = CircularBuffer<Sent>()
    private var lastAnswer = Deadline(nanoseconds: 0)
    private var reader: ResponseReader
    private var context: ChannelHandlerContext?
    private var idleSince = Deadline(nanoseconds: 0)
    private var idleTimer: Scheduled<Void>?
    /// Answers that nobody wants are waited for.
    private var isWaiting = false
    /// Requests that leave at the end of the loop's turn, in one write.
    private var unsent = ByteBuffer()
    /// Whether that is arranged already.
    private var isToFlush = false

    init(id: Int, replica: Int, owner: MemberPool) {
        self.id = id
        self.replica = replica
        self.owner = owner
        reader = ResponseReader(limits: owner.limits)
    }

    var isIdle: Bool { sent.isEmpty }

    /// True once a byte of the next answer has come: the member has begun to answer.
    var hasAnswerBegun: Bool { reader.hasBegun }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    /// Takes a call's bytes, which leave at the end of the loop's turn.
    func send(_ call: CallID, _ request: UpstreamRequest, by deadline: Deadline) {
        let now = Deadline.now
        sent.append(Sent(call: call, at: now))
        let remaining = deadline.remainingNanoseconds(at: now.nanoseconds)
        request.write(to: owner.host.bytes(remaining: remaining), &unsent)
        if let body = request.longBody {
            write()
            context?.write(wrapOutboundOut(body), promise: nil)
        }
        guard !isToFlush else { return }
        isToFlush = true
        owner.flush.add(self)
    }

    func flush() {
        isToFlush = false
        write()
        context?.flush()
        // Once it has left, its room is ours again.
        if unsent.capacity > Self.keptBytes { unsent = ByteBuffer() } else { unsent.clear() }
    }

    private func write() {
        guard unsent.readableBytes > 0 else { return }
        context?.write(wrapOutboundOut(unsent), promise: nil)
        unsent.moveReaderIndex(forwardBy: unsent.readableBytes)
    }

    func close() { context?.close(promise: nil) }

    /// A call's answer is not wanted any more.
    func giveUp(_ call: CallID) {
        guard let place = sent.firstIndex(where: { $0.call == call }) else { return }
        sent[place].call = nil
        guard sent.contains(where: { $0.call != nil }) else {
            return owner.isFast(replica) ? waitForDropped() : close()
        }
        if place == sent.startIndex,
            waited(for: sent[place], at: .now) > Self.longestHoldUpNanoseconds
        {
            owner.giveUp(self)
            close()
        }
    }

    /// Waits a little for answers that nobody wants.
    private func waitForDropped() {
        guard !isWaiting else { return }
        isWaiting = true
        let end = Deadline(after: Self.longestDropped, from: Deadline.now.nanoseconds)
        _ = owner.timers.set(at: end, for: self)
    }

    /// The calls that wait for an answer here, in order; they are no longer this connection's.
    func takeCalls() -> [CallID] {
        defer { sent.removeAll() }
        return sent.compactMap(\.call)
    }

    /// Closes the connection when it has idled for long. One timer looks after it, however often calls
    /// come meanwhile.
    func becameIdle() {
        idleSince = .now
        if idleTimer == nil { lookAgain(in: owner.limits.idleTimeout) }
    }

    private func lookAgain(in time: TimeAmount) {
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        idleTimer = context.eventLoop.scheduleTask(in: time) { bound.value.closeIfIdle() }
    }

    private func closeIfIdle() {
        idleTimer = nil
        guard isIdle else { return }
        let idle = Deadline.now.remainingNanoseconds(at: idleSince.nanoseconds)
        let left = owner.limits.idleTimeout.nanoseconds - Int64(clamping: idle)
        if left > 0 { lookAgain(in: .nanoseconds(left)) } else { close() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        reader.receive(unwrapInboundIn(data))
        let now = Deadline.now
        do throws(ResponseError) {
            while let response = try reader.next() {
                // Kept, they would become the beginning of the next call's answer.
                guard let first = sent.popFirst() else { throw .unexpected }
                answered(first, response, at: now)
            }
            if sent.isEmpty, reader.hasBegun { throw .unexpected }
        } catch {
            fail(error, context: context)
        }
    }

    private func answered(
        _ first: Sent, _ response: UpstreamResponse, at now: Deadline
    ) {
        let wait = Pace.Wait(
            nanoseconds: waited(for: first, at: now),
            isShared: !sent.isEmpty || lastAnswer > first.at,
            isOurs: response.origin?.namesModel ?? false)
        lastAnswer = now
        isUsedBefore = true
        let isReusable = reader.keepsAlive && (!sent.isEmpty || !reader.hasBegun)
        owner.answered(
            first.call, response, after: wait, on: self, reusable: isReusable, at: now)
    }

    /// Nanoseconds that the member has had for the call that is next to be answered: since it was sent,
    /// or the one before it answered, but for our own turns. The request left at the end of one, and
    /// what has come since is read somewhere in another.
    private func waited(for next: Sent, at now: Deadline) -> UInt64 {
        let since = max(next.at, lastAnswer)
        let waited = now.remainingNanoseconds(at: since.nanoseconds)
        return waited - min(waited, 2 * owner.flush.turn)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        idleTimer?.cancel()
        let last = reader.end()
        let first = sent.popFirst()?.call
        owner.closed(self, first: first, last: last)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func fail(_ error: ResponseError, context: ChannelHandlerContext) {
        let first = sent.popFirst()?.call
        owner.misanswered(first, error, on: self)
        context.close(promise: nil)
    }
}

extension UpstreamConnection: TimerSink {
    func timerFired(at now: Deadline) {
        isWaiting = false
        guard let first = sent.first, first.call == nil else { return }
        let since = max(first.at, lastAnswer)
        guard now >= Deadline(after: Self.longestDropped, from: since.nanoseconds) else {
            return waitForDropped()
        }
        owner.giveUp(self)
        close()
    }
}

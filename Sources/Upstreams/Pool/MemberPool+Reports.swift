import FanOut
import InferenceAPI
import NIOCore

// What connections report.
extension MemberPool {
    /// An answer came; `id` is nil where nobody wants it any more.
    func answered(
        _ id: CallID?, _ response: UpstreamResponse, after wait: Pace.Wait,
        on connection: UpstreamConnection, reusable: Bool, at now: Deadline
    ) {
        let call = id.flatMap { calls.remove($0) }
        state.answered(by: connection.replica, after: wait, at: now)
        if reusable {
            perform { state.released(connection.id, of: connection.replica, at: now, into: &$0) }
            if connection.isIdle { connection.becameIdle() }
        } else {
            giveUp(connection)
            connection.close()
        }
        if let call { conclude(call, response, on: connection, at: now) }
    }

    private func conclude(
        _ call: MemberCall, _ response: UpstreamResponse, on connection: UpstreamConnection,
        at now: Deadline
    ) {
        if response.isWell {
            succeeded(call, at: connection.replica, now)
        } else {
            failed(call, at: connection.replica, now)
        }
        watch?(.answered(nanoseconds: now.remainingNanoseconds(at: call.askedAt.nanoseconds)))
        call.sink.upstream(call.site, answered: response, at: now)
    }

    func misanswered(_ id: CallID?, _ error: ResponseError, on connection: UpstreamConnection) {
        giveUp(connection)
        guard let id else { return }
        let failure = Failure(code: .badAnswer, detail: "\(name) \(error).")
        fail(
            id, CallFailure(failure: failure, replica: connection.replica), isMembers: true,
            at: .now)
    }

    /// The connection has closed; `first` was next to be answered, `last` is what the end completed.
    func closed(_ connection: UpstreamConnection, first: CallID?, last: UpstreamResponse?) {
        if connections[connection.id] != nil { giveUp(connection) }
        guard let first else { return }
        if let last {
            guard let call = calls.remove(first) else { return }
            conclude(call, last, on: connection, at: .now)
        } else if connection.isUsedBefore, !connection.hasAnswerBegun {
            retry(first, after: connection)
        } else {
            failClosed(first, connection)
        }
    }

    /// Forgets a connection; the calls that still wait on it go to others.
    func giveUp(_ connection: UpstreamConnection) {
        let behind = connection.takeCalls()
        connections[connection.id] = nil
        perform { state.closed(connection.id, of: connection.replica, into: &$0) }
        guard !behind.isEmpty else { return }
        state.stalled(connection.replica, at: .now)
        for call in behind { retry(call, after: connection) }
    }

    /// Nothing was answered: the member had closed an idle connection meanwhile, or holds it up.
    /// Predictions have no side effects, so the call is sent once more, on a fresh connection.
    private func retry(_ id: CallID, after connection: UpstreamConnection) {
        guard let call = calls[id] else { return }
        guard !call.isRetried else { return failClosed(id, connection) }
        calls.change(id) { call in
            call.isRetried = true
            call.connection = nil
        }
        perform { state.resubmit(id, at: .now, ratherThan: call.ratherThan, into: &$0) }
    }

    private func failClosed(_ id: CallID, _ connection: UpstreamConnection) {
        let failure = CallFailure(
            failure: .closed(name), replica: connection.replica,
            isUnanswered: !connection.hasAnswerBegun)
        fail(id, failure, isMembers: true, at: .now)
    }

    func connected(_ connection: UpstreamConnection) {
        connections[connection.id] = connection
        perform { state.connected(connection.id, to: connection.replica, at: .now, into: &$0) }
        if connection.isIdle { connection.becameIdle() }
    }

    func connectFailed(to replica: Int) {
        perform { state.connectFailed(to: replica, at: .now, into: &$0) }
    }
}

// How calls ended, for the breaker and for the address.
extension MemberPool {
    private func succeeded(_ call: MemberCall, at replica: Int, _ now: Deadline) {
        state.succeeded(replica)
        guard !call.isCheck else { return }
        if breaker?.succeeded(call.admission, at: now) == .closed { tell(.breakerClosed) }
    }

    func failed(_ call: MemberCall, at replica: Int?, _ now: Deadline) {
        if let replica { perform { state.failed(replica, at: now, into: &$0) } }
        guard !call.isCheck else { return }
        if breaker?.failed(call.admission, at: now) == .opened { tell(.breakerOpened) }
    }
}

extension UpstreamResponse {
    /// The member has done what it was asked, or says that nobody could: it is not at fault.
    var isWell: Bool { status < 500 && status != 408 && status != 429 }
}

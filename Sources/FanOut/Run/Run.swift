public import InferenceAPI

/// One request's way through a plan, as a value: events go in, actions come out.
///
/// It knows no socket, no clock and no task. Each event names the instant it happened at, so that
/// every order of events can be played in a test. After `finish` it takes any event and does nothing.
public struct Run: Sendable {
    public let plan: Plan
    /// The end of the whole request.
    public let deadline: Deadline
    public private(set) var outcomes: Outcomes
    public private(set) var verdict: Verdict?
    private var deadlines: [Deadline] = []
    private let quorum: Quorum
    /// The last instant asked for, until it has come.
    private var alarm: Deadline?

    public init(plan: Plan, deadline: Deadline) {
        self.plan = plan
        self.deadline = deadline
        outcomes = Outcomes(members: plan.members.count)
        quorum = Quorum(policy: plan.policy)
    }

    /// Asks every member, unless the client has left already.
    public mutating func start(at now: Deadline, into actions: inout [Action]) {
        guard verdict == nil else { return }
        deadlines = plan.members.map { member in
            member.timeout.map { deadline.earlier(of: Deadline(after: $0, from: now.nanoseconds)) }
                ?? deadline
        }
        for member in deadlines.indices {
            actions.append(.ask(member: member, deadline: deadlines[member]))
        }
        proceed(into: &actions)
    }

    /// A member answered; `body` is copied.
    public mutating func answered(
        _ body: Span<UInt8>, model: ModelTag?, from member: Int, into actions: inout [Action]
    ) {
        guard isOpen(member) else { return }
        outcomes.record(body, model: model, from: member)
        proceed(into: &actions)
    }

    /// A member's answer will not come.
    public mutating func failed(
        _ failure: Failure, from member: Int, into actions: inout [Action]
    ) {
        guard isOpen(member) else { return }
        outcomes.record(.failed(failure), from: member)
        proceed(into: &actions)
    }

    /// The instant of the last `wake` has come, or passed.
    public mutating func timerFired(at now: Deadline, into actions: inout [Action]) {
        guard verdict == nil else { return }
        alarm = nil
        for member in deadlines.indices where isOpen(member) && deadlines[member] <= now {
            outcomes.record(.failed(.timeout(of: plan.members[member].name)), from: member)
            actions.append(.cancel(member: member))
        }
        proceed(into: &actions)
    }

    /// The client has gone: nobody works for it any longer.
    public mutating func clientLeft(into actions: inout [Action]) {
        guard verdict == nil else { return }
        end(.abandoned, into: &actions)
    }

    /// A member's answer came but turned out to be of no use: it counts as missing after all, and the
    /// verdict is found anew. For runs that have finished.
    public mutating func revoke(answerOf member: Int, because failure: Failure) {
        guard verdict != nil, case .answered = outcomes[member] else { return }
        outcomes.record(.failed(failure), from: member)
        verdict = quorum.verdict(on: outcomes)
    }

    private func isOpen(_ member: Int) -> Bool {
        verdict == nil && outcomes[member] == .pending
    }

    private mutating func proceed(into actions: inout [Action]) {
        if let verdict = quorum.verdict(on: outcomes) {
            end(verdict, into: &actions)
        } else if let next = nextDeadline, next < alarm ?? .never || alarm == nil {
            alarm = next
            actions.append(.wake(at: next))
        }
    }

    private var nextDeadline: Deadline? {
        var next: Deadline?
        for member in deadlines.indices where outcomes[member] == .pending {
            next = next.map { min($0, deadlines[member]) } ?? deadlines[member]
        }
        return next
    }

    private mutating func end(_ verdict: Verdict, into actions: inout [Action]) {
        self.verdict = verdict
        for member in outcomes.entries.indices where outcomes[member] == .pending {
            outcomes.record(.cancelled, from: member)
            actions.append(.cancel(member: member))
        }
        actions.append(.finish(verdict))
    }
}

extension Failure {
    static func timeout(of name: String) -> Failure {
        Failure(code: .timeout, detail: "\(name) did not answer in time.")
    }
}

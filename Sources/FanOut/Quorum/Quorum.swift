/// Decides whether there is enough to answer, or no hope of it. Pure.
public struct Quorum: Sendable {
    public let policy: Policy

    public init(policy: Policy) { self.policy = policy }

    /// The verdict, or nil while members that could change it are pending.
    public func verdict(on outcomes: Outcomes) -> Verdict? {
        let pending = outcomes.pending
        let answered = outcomes.answered
        if answered == outcomes.entries.count { return .whole }
        if isHopeless(outcomes, answered: answered, pending: pending) {
            return refusal(of: outcomes)
        }
        guard pending == 0 else { return nil }
        return rejection(of: outcomes) ?? (isEnough(answered) ? .partial : refusal(of: outcomes))
    }

    /// True when nothing that can still arrive makes an answer. While every outcome so far is the same
    /// rejection the rest are awaited: if all reject alike, their reason is the answer.
    private func isHopeless(_ outcomes: Outcomes, answered: Int, pending: Int) -> Bool {
        let failed = outcomes.entries.count - pending - answered
        guard pending > 0, failed > 0, !canRejectAlike(outcomes) else { return false }
        return switch policy.onTimeout {
        case .fail: true
        case .partial: answered + pending < policy.quorum
        }
    }

    private func isEnough(_ answered: Int) -> Bool {
        policy.onTimeout == .partial && answered >= policy.quorum
    }

    /// True while every member that has spoken rejects with one and the same status.
    private func canRejectAlike(_ outcomes: Outcomes) -> Bool {
        var status: Int?
        for outcome in outcomes.entries where outcome != .pending {
            guard case .failed(let failure) = outcome, let rejection = failure.rejection,
                rejection == status ?? rejection
            else { return false }
            status = rejection
        }
        return true
    }

    private func rejection(of outcomes: Outcomes) -> Verdict? {
        let statuses = outcomes.entries.map { outcome -> Int? in
            guard case .failed(let failure) = outcome else { return nil }
            return failure.rejection
        }
        guard let first = statuses.first, let status = first,
            statuses.allSatisfy({ $0 == status })
        else { return nil }
        return .rejected(status: status, member: 0)
    }

    private func refusal(of outcomes: Outcomes) -> Verdict {
        let decisive = outcomes.entries.firstIndex { outcome in
            if case .failed = outcome { true } else { false }
        }
        return .refused(member: decisive ?? 0)
    }
}

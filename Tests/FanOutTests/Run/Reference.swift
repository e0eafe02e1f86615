import FanOut
import InferenceAPI

/// The rules of a request's end once more, as plainly as they can be put: the simulation holds
/// `Run` to them. It knows whole histories, not states.
struct Reference {
    /// What a member said in the end, if it has.
    enum Word: Equatable {
        case answer
        case failure
        case rejection(Int)
    }

    let policy: Policy
    /// The word of each member, nil while there is none.
    var words: [Word?]
    var verdict: Verdict?

    init(members: Int, policy: Policy) {
        self.policy = policy
        words = Array(repeating: nil, count: members)
    }

    /// A member says something; only its first word before the end counts.
    mutating func hear(_ word: Word, from member: Int) {
        guard verdict == nil, words[member] == nil else { return }
        words[member] = word
        verdict = judged()
    }

    /// The deadlines of these members pass in one instant.
    mutating func miss(_ members: [Int]) {
        guard verdict == nil else { return }
        for member in members where words[member] == nil { words[member] = .failure }
        verdict = judged()
    }

    private func judged() -> Verdict? {
        let silent = words.count { $0 == nil }
        let answers = words.count { $0 == .answer }
        if answers == words.count { return .whole }

        let statuses = Set(words.map(Self.status))
        let spoken = Set(words.filter { $0 != nil }.map(Self.status))
        if silent == 0, statuses.count == 1, let status = statuses.first, let status {
            return .rejected(status: status, member: 0)
        }
        let mayAllReject = spoken.count <= 1 && !spoken.contains(nil)
        if silent > 0, mayAllReject { return nil }

        let atMost = answers + silent
        guard let first = words.firstIndex(where: { $0 != nil && $0 != .answer }) else {
            return nil
        }
        switch policy.onTimeout {
        case .fail: return .refused(member: first)
        case .partial:
            if atMost < policy.quorum { return .refused(member: first) }
            return silent == 0 ? .partial : nil
        }
    }

    private static func status(_ word: Word?) -> Int? {
        guard case .rejection(let status) = word else { return nil }
        return status
    }
}

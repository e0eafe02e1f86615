import InferenceAPI

/// The outcomes of one request in route order, with the answers' bytes in one arena.
///
/// Answers of all members share `bytes`, in the order of arrival, so that an answer costs no
/// allocation of its own and its text can be copied out as it came.
public struct Outcomes: Sendable, Equatable {
    public private(set) var entries: [Outcome]
    public private(set) var bytes: [UInt8] = []

    public init(members: Int) {
        entries = Array(repeating: .pending, count: members)
    }

    public subscript(member: Int) -> Outcome { entries[member] }

    public var pending: Int { count { $0 == .pending } }

    public var answered: Int {
        count { if case .answered = $0 { true } else { false } }
    }

    mutating func record(_ body: Span<UInt8>, model: ModelTag?, from member: Int) {
        let start = bytes.count
        bytes.reserveCapacity(start + body.count)
        for index in body.indices { bytes.append(body[index]) }
        entries[member] = .answered(Answer(body: start..<bytes.count, model: model))
    }

    mutating func record(_ outcome: Outcome, from member: Int) {
        entries[member] = outcome
    }

    private func count(_ matches: (Outcome) -> Bool) -> Int {
        entries.reduce(0) { matches($1) ? $0 + 1 : $0 }
    }
}

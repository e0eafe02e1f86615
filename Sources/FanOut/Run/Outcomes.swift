import InferenceAPI

/// The outcomes of one request by site, in graph order, with the answers' bytes in one arena.
///
/// Answers of all members share `bytes`, in the order of arrival, so that an answer costs no
/// allocation of its own and its text can be copied out as it came.
public struct Outcomes: Sendable, Equatable {
    /// Bytes of room that are made before it is known that they are needed.
    private static let mostReserved = 64 << 10

    public private(set) var entries: [Outcome]
    public private(set) var bytes: [UInt8] = []

    public init(sites: Int) {
        entries = Array(repeating: .unasked, count: sites)
    }

    public subscript(site: Int) -> Outcome { entries[site] }

    /// Whether an answer of the site is awaited.
    public func isPending(_ site: Int) -> Bool {
        if case .pending = entries[site] { true } else { false }
    }

    func isAnswered(_ site: Int) -> Bool {
        if case .answered = entries[site] { true } else { false }
    }

    /// Whether the answer of the site has not come in time.
    public func isTimeout(_ site: Int) -> Bool {
        if case .failed(let failure) = entries[site] { failure.code == .timeout } else { false }
    }

    /// Whether any row's way has led there.
    public func isAsked(_ site: Int) -> Bool {
        if case .unasked = entries[site] { false } else { true }
    }

    /// Whether something is missing there: the answer itself, or a part of another proxy's.
    public func isLacking(_ site: Int) -> Bool {
        switch entries[site] {
        case .failed: true
        case .answered(let answer): answer.partial != nil
        case .unasked, .pending, .cancelled: false
        }
    }

    mutating func record(
        _ body: Span<UInt8>, of origin: AnswerOrigin?, from site: Int
    ) {
        let start = bytes.count
        // Members' answers are about as long as each other.
        if start == 0 { bytes.reserveCapacity(min(body.count * entries.count, Self.mostReserved)) }
        bytes.append(body)
        entries[site] = .answered(Answer(body: start..<bytes.count, origin: origin))
    }

    mutating func record(_ outcome: Outcome, from site: Int) {
        entries[site] = outcome
    }
}

import FanOut
import InferenceAPI

/// One random request from its start until long after its end, with a driver that keeps the
/// contract of `Action` and notes whatever a run does against it.
struct Simulation {
    private(set) var run: Run
    private var random: SeededGenerator
    private var reference: Reference
    private var members: [Member]
    /// The instant of the last wish to be woken, milliseconds.
    private var alarm: UInt64?
    private var now: UInt64 = 0
    private var asked: [Int] = []
    private var cancelled: [Int] = []
    private var finishes: [Verdict] = []
    private var breaches: [String] = []

    static let deadline: UInt64 = 100

    init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let count = Int.random(in: 1...6, using: &random)
        members = (0..<count).map { index in
            let timeout = Int64.random(in: 1...150, using: &random)
            return Member(
                name: Scene.names[index],
                timeout: Bool.random(using: &random) ? .milliseconds(timeout) : nil)
        }
        let policy = Policy(
            onTimeout: Bool.random(using: &random) ? .fail : .partial,
            quorum: Int.random(in: 1...count, using: &random))
        run = Run(
            plan: Plan(members: members, policy: policy, timeout: .milliseconds(100)),
            deadline: instant(Self.deadline))
        reference = Reference(members: count, policy: policy)
        self.random = random
    }

    /// Plays the request to its end and beyond; what is returned should not have happened.
    mutating func play() -> [String] {
        act { run, actions in run.start(at: instant(0), into: &actions) }
        // A member of a "strict" request mostly rejects: else all would hardly ever do so.
        let strictness = [0, 0, 9].randomElement(using: &random) ?? 0
        while now < 2 * Self.deadline {
            now += UInt64.random(in: 0...30, using: &random)
            if let alarm, alarm <= now { fireTimer() }
            event(strictness: strictness)
        }
        checkEnd()
        return breaches
    }

    private mutating func event(strictness: Int) {
        let member = Int.random(in: members.indices, using: &random)
        switch Int.random(in: 0..<20 + 4 * strictness, using: &random) {
        case 0: leave()
        case 1: fireTimer()
        case 2..<5: fail(member, .unreachable, .failure)
        case 5..<7: fail(member, .rejection(400), .rejection(400))
        case 7..<20: answer(member)
        default: fail(member, .rejection(422), .rejection(422))
        }
    }

    private mutating func answer(_ member: Int) {
        reference.hear(.answer, from: member)
        act { run, actions in
            run.answered([0x7B, 0x7D].span, model: nil, from: member, into: &actions)
        }
    }

    private mutating func fail(_ member: Int, _ failure: Failure, _ word: Reference.Word) {
        reference.hear(word, from: member)
        act { run, actions in run.failed(failure, from: member, into: &actions) }
    }

    private mutating func leave() {
        if reference.verdict == nil { reference.verdict = .abandoned }
        act { run, actions in run.clientLeft(into: &actions) }
    }

    private mutating func fireTimer() {
        let late = members.indices.filter { member in
            let timeout = members[member].timeout ?? .milliseconds(Self.deadline)
            return min(timeout, .milliseconds(Self.deadline)) <= .milliseconds(now)
        }
        if !late.isEmpty { reference.miss(late) }
        let instant = instant(now)
        alarm = nil
        act { run, actions in run.timerFired(at: instant, into: &actions) }
    }

    private mutating func act(_ event: (inout Run, inout [Action]) -> Void) {
        let before = run.outcomes
        var actions: [Action] = []
        event(&run, &actions)
        for action in actions { take(action, before: before) }
        if run.verdict != reference.verdict {
            breaches.append("\(now) ms: \(word(run.verdict)), not \(word(reference.verdict))")
        }
        if run.verdict == nil, alarm == nil { breaches.append("\(now) ms: nobody will wake it") }
    }

    private mutating func take(_ action: Action, before: Outcomes) {
        if !finishes.isEmpty { breaches.append("\(now) ms: \(action) after the end") }
        switch action {
        case .ask(let member, _): asked.append(member)
        case .cancel(let member):
            cancelled.append(member)
            if before[member] != .pending { breaches.append("\(member) was not pending") }
        case .wake(let instant): alarm = instant.nanoseconds / 1_000_000
        case .finish(let verdict): finishes.append(verdict)
        }
    }

    private mutating func checkEnd() {
        if finishes.count != 1 { breaches.append("it ended \(finishes.count) times") }
        if finishes.first != reference.verdict { breaches.append("it ended in another verdict") }
        if asked != Array(members.indices) { breaches.append("it asked \(asked)") }
        if Set(cancelled).count != cancelled.count { breaches.append("it cancelled twice") }
        for member in members.indices {
            let isOpen = run.outcomes[member] == .pending
            if isOpen { breaches.append("member \(member) is still pending") }
            if isUnanswered(member) != cancelled.contains(member) {
                breaches.append("member \(member) is wrongly cancelled, or wrongly not")
            }
        }
    }

    /// True for a member that never said a word of its own.
    private func isUnanswered(_ member: Int) -> Bool {
        switch run.outcomes[member] {
        case .pending, .cancelled: true
        case .answered: false
        case .failed(let failure): failure.code == .timeout
        }
    }

    private func word(_ verdict: Verdict?) -> String { verdict.map { "\($0)" } ?? "open" }
}

/// A generator of the same numbers in every run (SplitMix64), so that a failure comes again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

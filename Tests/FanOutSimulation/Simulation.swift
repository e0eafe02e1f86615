import FanOut
import InferenceAPI

/// One random request over a random graph from its start until long after its end, with a driver that
/// keeps the contract of `Action` and notes whatever a run does against it, or against the reference.
public struct Simulation {
    private var random: SeededGenerator
    let graph: Graph
    private let scripts: [Script]
    private let reference: Reference
    /// What the reference makes of it.
    private let told: Story
    private let leaves: UInt64?
    private(set) var run: Run
    private var queue: [Event] = []
    private var alarm: UInt64?
    private var now: UInt64 = 0
    private var asked: Set<Int> = []
    private var cancelled: Set<Int> = []
    private var finishes: [Verdict] = []
    private var breaches: [String] = []

    static let deadline: UInt64 = 200_000_000

    private struct Event {
        let instant: UInt64
        let site: Int
    }

    public init(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var maker = GraphMaker(random: random)
        graph = maker.root()
        random = maker.random
        let rows = random.once(in: 2) ? 1 : Int.random(in: 2...5, using: &random)
        let strictness = [0, 0, 1].randomElement(using: &random) ?? 0
        let scripts = maker.members.map { _ in
            Script.random(rows: rows, strictness: 9 * strictness, &random)
        }
        self.scripts = scripts
        let key = random.next()
        reference = Reference(
            members: maker.members, scripts: scripts, rows: rows,
            key: key, isForLabel: random.once(in: 2))
        told = reference.story(
            of: graph,
            Reference.Scene(
                start: 0, deadline: Self.deadline, rows: Array(0..<rows), isRoot: true))
        leaves = random.once(in: 12) ? UInt64.random(in: 0...Self.deadline, using: &random) : nil
        let settings = PlanSettings(
            services: maker.members, timeout: .milliseconds(200), aggregate: nil)
        do {
            run = Run(
                plan: try Plan(graph.step, settings),
                deadline: Deadline(nanoseconds: Self.deadline),
                rows: rows, isForLabel: reference.isForLabel, key: key)
        } catch {
            preconditionFailure("seed \(seed) makes no plan: \(error)")
        }
        self.random = random
    }

    /// Plays the request to its end and beyond; what is returned should not have happened.
    public mutating func play() -> [String] {
        act { run, actions in run.start(at: Deadline(nanoseconds: 0), into: &actions) }
        while let instant = next() {
            now = instant
            if let leaves, leaves == now {
                act { run, actions in run.clientLeft(into: &actions) }
            } else if alarm == now {
                alarm = nil
                let now = Deadline(nanoseconds: now)
                act { run, actions in run.timerFired(at: now, into: &actions) }
            } else {
                speak()
            }
            if random.once(in: 10) { disturb() }
        }
        compare()
        return breaches
    }

    /// How it ended, in a word.
    public var endWord: String {
        switch run.verdict {
        case .whole: "whole"
        case .partial: "partial"
        case .refused: "refused"
        case .rejected: "rejected"
        case .abandoned: "abandoned"
        case nil: "open"
        }
    }

    /// Events played.
    public private(set) var events = 0

    /// The next instant at which something happens.
    private func next() -> UInt64? {
        let ahead = [leaves.flatMap { $0 >= now && run.verdict == nil ? $0 : nil }, alarm]
        return (ahead.compactMap(\.self) + queue.map(\.instant)).min()
    }

    /// A member says what its script says; also when nobody wants to know any more.
    private mutating func speak() {
        guard let place = queue.firstIndex(where: { $0.instant == now }) else { return }
        let site = queue.remove(at: place).site
        let instant = Deadline(nanoseconds: now)
        switch scripts[site].word {
        case .answer(let numbers):
            let reading = reading(numbers, at: site)
            act { run, actions in
                run.answered(
                    [0x7B, 0x7D].span, reading, from: site, at: instant, into: &actions)
            }
        case .failure:
            fail(site, Failure(code: .unreachable, detail: "It refuses connections."))
        case .rejection(let status):
            fail(site, Failure(code: .rejected, detail: "No.", rejection: status))
        case .silence: break
        }
    }

    private mutating func fail(_ site: Int, _ failure: Failure) {
        let instant = Deadline(nanoseconds: now)
        act { run, actions in run.failed(failure, from: site, at: instant, into: &actions) }
    }

    /// No more of the answer than the run says that it reads.
    private func reading(_ numbers: [[Double]], at site: Int) -> Reading? {
        let needs = run.needs(of: site)
        guard needs.contains(.values) else { return nil }
        let rows = run.rowSet(at: site).rows(of: run.rows).map { numbers[$0] }
        var text: [UInt8] = []
        JSONText.raw("{\"prediction\":", to: &text)
        JSONText.list(rows, to: &text) { JSONText.numbers($0, to: &$1) }
        text.append(UInt8(ascii: "}"))
        guard let answer = try? MemberAnswer(json: text.span, rows: rows.count) else { return nil }
        let classes: [Label] = [.text("x"), .text("y")]
        return Reading(
            predictions: answer, classes: needs.contains(.signature) ? classes : nil)
    }

    /// Events that should do nothing: words of those that were not asked, timers that ring too soon.
    private mutating func disturb() {
        let site = Int.random(in: scripts.indices, using: &random)
        let before = run.outcomes
        if before[site] != .pending {
            fail(site, Failure(code: .unreachable, detail: "It was not asked."))
        }
        let instant = Deadline(nanoseconds: now)
        act { run, actions in run.timerFired(at: instant, into: &actions) }
        if run.outcomes != before { breaches.append("\(now): a disturbance changed outcomes") }
    }

    private mutating func act(_ event: (inout Run, inout [Action]) -> Void) {
        events += 1
        let isOver = run.verdict != nil
        var actions: [Action] = []
        event(&run, &actions)
        if isOver, !actions.isEmpty { breaches.append("\(now): \(actions) after the end") }
        for action in actions { take(action) }
        let isOpen = run.outcomes.entries.contains(.pending)
        if run.verdict == nil, !isOpen { breaches.append("\(now): it waits for nobody") }
        if run.verdict == nil, alarm == nil { breaches.append("\(now): nobody will wake it") }
    }

    private mutating func take(_ action: Action) {
        if !finishes.isEmpty { breaches.append("\(now): \(action) after the end") }
        switch action {
        case .ask(let site, let rows, let input, let deadline):
            if !asked.insert(site).inserted { breaches.append("\(site) is asked twice") }
            if deadline.nanoseconds <= now { breaches.append("\(site) is asked too late") }
            queue.append(Event(instant: now + scripts[site].delay, site: site))
            check(site, rows.rows(of: run.rows), input)
        case .cancel(let site):
            if !asked.contains(site) { breaches.append("\(site) is cancelled, and was not asked") }
            if !cancelled.insert(site).inserted { breaches.append("\(site) is cancelled twice") }
        case .shadow: break
        case .wake(let instant): alarm = max(now, instant.nanoseconds)
        case .finish(let verdict):
            finishes.append(verdict)
            alarm = nil
            if now > Self.deadline { breaches.append("it ended after its deadline") }
        }
    }

    private mutating func check(_ site: Int, _ rows: [Int], _ input: InputSource) {
        guard let record = told.records[site] else {
            return breaches.append("\(site) should not be asked")
        }
        let word: Step.Input =
            switch input {
            case .request: .request
            case .predictions: .previous
            case .both: .both
            }
        if record.rows != rows { breaches.append("\(site) is asked about \(rows)") }
        if record.input != word { breaches.append("\(site) is sent \(word)") }
        if record.asked != now { breaches.append("\(site) is asked at \(now)") }
    }

    private mutating func compare() {
        var story = told
        var verdict = story.verdict
        if let leaves, leaves <= story.end, finishes.first == .abandoned || leaves < story.end {
            story.records = story.cut(at: leaves, isBefore: true)
            verdict = .abandoned
        }
        if finishes != [verdict] { breaches.append("it ended by \(finishes), not \(verdict)") }
        for site in run.outcomes.entries.indices {
            let fate = run.outcomes[site].fate
            if fate != story.records[site]?.fate {
                let word = story.records[site].map { "\($0.fate)" } ?? "unasked"
                breaches.append("\(site) is \(run.outcomes[site]), not \(word)")
            }
        }
        guard verdict == .whole || verdict == .partial, reference.isForLabel else { return }
        let answers = (try? run.answers())?.map { $0.map(Story.Answer.init) }
        if !story.answers.isSame(as: answers) {
            breaches.append("it answers \(answers ?? []), not \(story.answers)")
        }
    }
}

extension Simulation: CustomStringConvertible {
    /// The graph and what its members say, to see why a seed fails.
    public var description: String { lines(graph, "").joined(separator: "\n") }

    private func lines(_ graph: Graph, _ indent: String) -> [String] {
        let manner = graph.manner
        var words: [String]
        switch graph {
        case .service(let leaf):
            let member = reference.members[leaf.site]
            words = ["\(leaf.name): \(scripts[leaf.site].word) after \(scripts[leaf.site].delay)"]
            if let timeout = member.timeout { words.append("member timeout \(timeout)") }
            if !member.isActive { words.append("inactive") }
        case .parallel: words = ["parallel"]
        case .sequence: words = ["sequence"]
        case .choice(let branches, _):
            let ways = branches.map { branch in
                (branch.when?.text ?? "otherwise") + (branch.step == nil ? " pass" : "")
            }
            words = ["switch \(ways)"]
        case .split: words = ["split"]
        }
        words.append("\(manner.onTimeout) on-error \(manner.onError) quorum \(manner.quorum)")
        if let timeout = manner.timeout { words.append("timeout \(timeout)") }
        if !manner.required.isEmpty { words.append("required \(manner.required)") }
        if let fold = manner.fold { words.append("fold \(fold)") }
        let own = indent + words.joined(separator: ", ")
        return [own] + graph.children.flatMap { lines($0, indent + "  ") }
    }
}

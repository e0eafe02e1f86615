public import InferenceAPI

/// One request's way through a plan, as a value: events go in, actions come out.
///
/// It knows no socket, no clock and no task. Each event names the instant it happened at, so that
/// every order of events can be played in a test. After `finish` it takes any event and does nothing.
public struct Run: Sendable {
    public let plan: Plan
    /// The end of the whole request.
    public let deadline: Deadline
    /// Rows of the request, at least 1.
    public let rows: Int
    /// Whether a label is to be answered: then the root's aggregator may stop early.
    public let isForLabel: Bool
    /// Decides between the shares of splits.
    public let key: UInt64
    public internal(set) var outcomes: Outcomes
    public internal(set) var verdict: Verdict?
    /// By node.
    var states: [NodeState]
    /// What answers say, by site; empty while nothing was read.
    var readings: [Reading?] = []
    /// Answers that came before all were there, by node.
    var earlyAnswers: [Int: [RowAnswer?]] = [:]
    /// The last instant asked for, until it has come.
    private var alarm: Deadline?

    public init(
        plan: Plan, deadline: Deadline, rows: Int = 1, isForLabel: Bool = false, key: UInt64 = 0
    ) {
        self.plan = plan
        self.deadline = deadline
        self.rows = rows
        self.isForLabel = isForLabel
        self.key = key
        outcomes = Outcomes(sites: plan.sites.count)
        states = Array(repeating: NodeState(), count: plan.nodes.count)
    }

    /// What the run reads of the answer at a site.
    public func needs(of site: Int) -> Needs { plan.needs(of: site, forLabel: isForLabel) }

    /// The rows that the member at a site is asked about.
    public func rowSet(at site: Int) -> RowSet { states[plan.sites[site].node].rows }

    /// The rows that a step is asked about, and what its members are sent.
    public func scope(ofStep step: Int) -> (rows: RowSet, input: InputSource) {
        (states[step].rows, states[step].input)
    }

    /// What the member at a site is sent.
    public func input(of site: Int) -> InputSource { states[plan.sites[site].node].input }

    /// When the answer at a site must be there.
    public func deadline(of site: Int) -> Deadline { states[plan.sites[site].node].deadline }

    /// The values that stand for the answer of the member at a site, which has failed.
    public func substitute(at site: Int) -> [Double]? {
        let node = plan.sites[site].node
        // One that was skipped has not failed: nothing stands for it.
        guard states[node].phase != .idle, case .failed = outcomes[site],
            case .substitute(let values) = plan.nodes[node].onError
        else { return nil }
        return values
    }

    /// Begins with the root, unless the client has left already.
    public mutating func start(at now: Deadline, into actions: inout [Action]) {
        guard verdict == nil else { return }
        begin(0, rows: .all, input: .request, by: deadline, at: now, into: &actions)
        setAlarm(into: &actions)
    }

    /// A member answered; `body` is copied. What it says is in `reading`, where `needs` asks for it.
    public mutating func answered(
        _ body: Span<UInt8>, _ reading: Reading? = nil, of origin: AnswerOrigin? = nil,
        from site: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard verdict == nil, outcomes.isPending(site) else { return }
        if let reading {
            if readings.isEmpty { readings = Array(repeating: nil, count: plan.sites.count) }
            readings[site] = reading
        }
        outcomes.record(body, of: origin, from: site)
        // Several may have to go before this one.
        while verdict == nil, outcomes.isAnswered(site), let loser = mismatch(with: site) {
            fail(loser, .versionMismatch(of: plan.member(at: loser).name), at: now, into: &actions)
        }
        if outcomes.isAnswered(site) {
            conclude(plan.sites[site].node, .answered, at: now, into: &actions)
        }
        setAlarm(into: &actions)
    }

    /// A member's answer will not come.
    public mutating func failed(
        _ failure: Failure, from site: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard verdict == nil, outcomes.isPending(site) else { return }
        fail(site, failure, at: now, into: &actions)
        setAlarm(into: &actions)
    }

    /// The instant of the last `wake` has come, or passed.
    public mutating func timerFired(at now: Deadline, into actions: inout [Action]) {
        guard verdict == nil else { return }
        alarm = nil
        // All that is due is noted before anything is judged: their order does not matter.
        let due = plan.sites.indices.filter {
            outcomes.isPending($0) && self.deadline(of: $0) <= now
        }
        for site in due {
            outcomes.record(.failed(.timeout(of: plan.member(at: site).name)), from: site)
            actions.append(.cancel(site: site))
        }
        for site in due where isLive(site) { concludeFailed(site, at: now, into: &actions) }
        setAlarm(into: &actions)
    }

    /// The client has gone: nobody works for it any longer.
    public mutating func clientLeft(into actions: inout [Action]) {
        guard verdict == nil else { return }
        end(.abandoned, into: &actions)
    }

    mutating func ask(
        _ site: Int, at place: Int, now: Deadline, into actions: inout [Action]
    ) {
        if let timeout = plan.members[plan.sites[site].member].timeout {
            let own = Deadline(after: timeout, from: now.nanoseconds)
            states[place].deadline = states[place].deadline.earlier(of: own)
        }
        guard now < states[place].deadline else {
            return fail(site, .timeout(of: plan.member(at: site).name), at: now, into: &actions)
        }
        outcomes.record(.pending, from: site)
        actions.append(
            .ask(
                site: site, rows: states[place].rows, input: states[place].input,
                deadline: states[place].deadline))
    }

    /// Nobody needs what is awaited below a node any more.
    mutating func stop(below place: Int, into actions: inout [Action]) {
        for site in plan.nodes[place].sites where outcomes.isPending(site) {
            outcomes.record(.cancelled, from: site)
            actions.append(.cancel(site: site))
        }
    }

    mutating func end(_ verdict: Verdict, into actions: inout [Action]) {
        self.verdict = verdict
        stop(below: 0, into: &actions)
        actions.append(.finish(verdict))
    }

    /// Whether every step around a site is still under way: one before it may have ended them.
    private func isLive(_ site: Int) -> Bool {
        var place = plan.nodes[plan.sites[site].node].parent
        while let around = place {
            guard states[around].phase == .running else { return false }
            place = plan.nodes[around].parent
        }
        return verdict == nil
    }

    private mutating func fail(
        _ site: Int, _ failure: Failure, at now: Deadline, into actions: inout [Action]
    ) {
        outcomes.record(.failed(failure), from: site)
        // An answer that was taken back says nothing any more.
        if !readings.isEmpty { readings[site] = nil }
        concludeFailed(site, at: now, into: &actions)
    }

    private mutating func setAlarm(into actions: inout [Action]) {
        guard verdict == nil else { return }
        var next = Deadline.never
        for site in plan.sites.indices where outcomes.isPending(site) {
            next = min(next, deadline(of: site))
        }
        guard next < alarm ?? .never || alarm == nil else { return }
        alarm = next
        actions.append(.wake(at: next))
    }
}

extension Failure {
    static func timeout(of name: String) -> Failure {
        Failure(code: .timeout, detail: "\(name) did not answer in time.")
    }

    static func skipped(_ name: String) -> Failure {
        Failure(code: .skipped, detail: "\(name) was not asked: a step before it has failed.")
    }

    static func versionMismatch(of name: String) -> Failure {
        Failure(
            code: .versionMismatch,
            detail: "\(name) serves another release than the services before it.")
    }
}

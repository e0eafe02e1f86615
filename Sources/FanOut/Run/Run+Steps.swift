import InferenceAPI

// How steps begin and end. Each calls the one around it when it has ended.
extension Run {
    mutating func begin(
        _ place: Int, rows: RowSet, input: InputSource, by deadline: Deadline, at now: Deadline,
        into actions: inout [Action]
    ) {
        let own = plan.nodes[place].timeout.map { Deadline(after: $0, from: now.nanoseconds) }
        states[place].phase = .running
        states[place].rows = rows
        states[place].input = input
        states[place].deadline = own.map { $0.earlier(of: deadline) } ?? deadline
        if !plan.nodes[place].shadows.isEmpty { actions.append(.shadow(step: place, rows: rows)) }
        switch plan.nodes[place].kind {
        case .service(let site):
            guard plan.member(at: site).isActive else {
                return conclude(place, .nothing, at: now, into: &actions)
            }
            ask(site, at: place, now: now, into: &actions)
        case .parallel: beginAll(plan.nodes[place].children, of: place, at: now, into: &actions)
        case .sequence: beginCurrent(of: place, at: now, into: &actions)
        case .choice(let branches): choose(among: branches, of: place, at: now, into: &actions)
        case .split(let split): beginShare(split, of: place, at: now, into: &actions)
        }
    }

    private mutating func beginAll(
        _ children: [Int], of place: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard !children.isEmpty else { return conclude(place, .nothing, at: now, into: &actions) }
        for child in children { states[child].phase = .waiting }
        let rows = states[place].rows
        for child in children where states[place].phase == .running {
            begin(child, of: place, rows: rows, at: now, into: &actions)
        }
    }

    /// Begins a step of another that is no sequence.
    private mutating func begin(
        _ child: Int, of place: Int, rows: RowSet, at now: Deadline, into actions: inout [Action]
    ) {
        let before = states[place].before
        states[child].before = before
        begin(
            child, rows: rows, input: input(of: child, behind: before) ?? states[place].input,
            by: states[place].deadline, at: now, into: &actions)
    }

    private mutating func beginCurrent(
        of place: Int, at now: Deadline, into actions: inout [Action]
    ) {
        let state = states[place]
        let children = plan.nodes[place].children
        let child = children[state.current]
        // A skipped step has predicted nothing: what was there before it counts.
        let before =
            children[..<state.current].last { states[$0].phase == .answered } ?? state.before
        states[child].before = before
        let own = input(of: child, behind: before)
        let isFirst = state.current == 0 || plan.nodes[child].input != .request
        begin(
            child, rows: state.rows, input: own ?? (isFirst ? state.input : .request),
            by: state.deadline, at: now, into: &actions)
    }

    /// What a step asks for itself of the step before it; nil where that is nothing.
    private func input(of child: Int, behind before: Int?) -> InputSource? {
        switch (plan.nodes[child].input, before) {
        case (.previous, let before?): .predictions(step: before)
        case (.both, let before?): .both(step: before)
        case (.previous, nil), (.both, nil), (.request, _): nil
        }
    }

    /// Each row goes the way of the first condition that holds for it.
    private mutating func choose(
        among branches: [(condition: Condition?, child: Int?)], of place: Int, at now: Deadline,
        into actions: inout [Action]
    ) {
        let state = states[place]
        var chosen: [[Int]] = Array(repeating: [], count: branches.count)
        for row in state.rows.rows(of: rows) {
            let branch = branches.firstIndex { holds($0.condition, row: row) }
            if let branch { chosen[branch].append(row) }
        }
        let count = state.rows.count(of: rows)
        var ways: [(child: Int, rows: RowSet)] = []
        for (branch, rows) in zip(branches, chosen) where !rows.isEmpty {
            guard let child = branch.child else { continue }
            ways.append((child, rows.count == count ? state.rows : .some(rows)))
        }
        guard !ways.isEmpty else { return conclude(place, .nothing, at: now, into: &actions) }
        for way in ways { states[way.child].phase = .waiting }
        for way in ways where states[place].phase == .running {
            begin(way.child, of: place, rows: way.rows, at: now, into: &actions)
        }
    }

    private mutating func beginShare(
        _ split: Split, of place: Int, at now: Deadline, into actions: inout [Action]
    ) {
        let child = plan.nodes[place].children[split.share(for: key)]
        begin(child, of: place, rows: states[place].rows, at: now, into: &actions)
    }

    /// The member at a site has failed, which is noted already.
    mutating func concludeFailed(_ site: Int, at now: Deadline, into actions: inout [Action]) {
        guard case .failed(let failure) = outcomes[site] else { return }
        let leaf = plan.sites[site].node
        // An answer may be taken back while the step around it is under way.
        if states[leaf].phase == .answered { states[leaf].phase = .running }
        states[leaf].blame = site
        states[leaf].rejection = failure.rejection
        conclude(leaf, .failed, at: now, into: &actions)
    }

    mutating func conclude(
        _ place: Int, _ result: NodeState.Phase, at now: Deadline, into actions: inout [Action]
    ) {
        guard verdict == nil, states[place].phase == .running else { return }
        stop(below: place, into: &actions)
        var result = result
        if result != .failed, let site = plan.nodes[place].required.first(where: isMissing) {
            let first = plan.nodes[place].children.first { states[$0].phase == .failed }
            states[place].blame = first.map { states[$0].blame } ?? site
            states[place].rejection = nil
            result = .failed
        }
        if result == .failed {
            switch plan.nodes[place].onError {
            case .fail: break
            case .skip: result = .nothing
            case .substitute:
                result = .answered
                states[place].isSubstituted = true
            }
        }
        states[place].phase = result
        guard let parent = plan.nodes[place].parent else { return endByRoot(into: &actions) }
        switch plan.nodes[parent].kind {
        case .parallel, .choice: judge(parent, at: now, into: &actions)
        case .sequence: advance(parent, at: now, into: &actions)
        case .split: conclude(parent, from: place, at: now, into: &actions)
        case .service: break
        }
    }

    private func isMissing(_ site: Int) -> Bool {
        switch outcomes[site] {
        case .failed, .cancelled: true
        case .unasked, .pending, .answered: false
        }
    }

    private mutating func conclude(
        _ place: Int, from child: Int, at now: Deadline, into actions: inout [Action]
    ) {
        states[place].blame = states[child].blame
        states[place].rejection = states[child].rejection
        conclude(place, states[child].phase, at: now, into: &actions)
    }

    /// A step of a sequence has ended.
    private mutating func advance(
        _ place: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard states[place].phase == .running else { return }
        let children = plan.nodes[place].children
        let child = children[states[place].current]
        let answered = children.count { states[$0].phase == .answered }
        if states[child].phase == .failed {
            guard plan.nodes[place].policy.onTimeout == .partial, answered > 0 else {
                if answered > 0 { states[child].rejection = nil }
                return conclude(place, from: child, at: now, into: &actions)
            }
            skip(children[(states[place].current + 1)...])
            return concludeSequence(place, answered, blame: child, at: now, into: &actions)
        }
        states[place].current += 1
        guard states[place].current == children.count else {
            return beginCurrent(of: place, at: now, into: &actions)
        }
        concludeSequence(place, answered, blame: nil, at: now, into: &actions)
    }

    private mutating func skip(_ children: ArraySlice<Int>) {
        for site in children.flatMap({ plan.nodes[$0].sites }) where plan.member(at: site).isActive
        {
            outcomes.record(.failed(.skipped(plan.member(at: site).name)), from: site)
        }
    }

    private mutating func concludeSequence(
        _ place: Int, _ answered: Int, blame: Int?, at now: Deadline, into actions: inout [Action]
    ) {
        guard answered >= plan.nodes[place].policy.quorum else {
            guard answered > 0 || plan.nodes[place].policy.quorum > 1 else {
                return conclude(place, .nothing, at: now, into: &actions)
            }
            states[place].blame = blame.map { states[$0].blame } ?? firstFailure(below: place)
            states[place].rejection = nil
            return conclude(place, .failed, at: now, into: &actions)
        }
        conclude(place, .answered, at: now, into: &actions)
    }

    func firstFailure(below place: Int) -> Int {
        let sites = plan.nodes[place].sites
        let failed = sites.first { if case .failed = outcomes[$0] { true } else { false } }
        return failed ?? sites.lowerBound
    }

    private mutating func endByRoot(into actions: inout [Action]) {
        let hasFailures = outcomes.entries.indices.contains { outcomes.isLacking($0) }
        switch states[0].phase {
        case .answered: end(hasFailures ? .partial : .whole, into: &actions)
        case .nothing where !hasFailures: end(.whole, into: &actions)
        case .nothing: end(.refused(site: firstFailure(below: 0)), into: &actions)
        case .failed:
            if let status = states[0].rejection {
                end(.rejected(status: status, site: states[0].blame), into: &actions)
            } else {
                end(.refused(site: states[0].blame), into: &actions)
            }
        case .idle, .waiting, .running: break
        }
    }
}

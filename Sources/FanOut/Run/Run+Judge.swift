import InferenceAPI

// Whether a step that asks several at once has heard enough, or cannot any more.
extension Run {
    /// One of a step's children has ended.
    mutating func judge(_ place: Int, at now: Deadline, into actions: inout [Action]) {
        guard states[place].phase == .running else { return }
        let count = counted(place)
        if count.failed > 0 {
            // While everyone rejects alike the rest are awaited: then their reason is the answer.
            let status = commonRejection(of: place, count)
            if count.open > 0, status == nil, isHopeless(place, count) {
                return fail(place, rejection: nil, at: now, into: &actions)
            }
            guard count.open == 0 else {
                return answerEarly(place, at: now, into: &actions)
            }
            if status != nil || !isEnough(place, count) {
                return fail(place, rejection: status, at: now, into: &actions)
            }
        }
        guard count.open == 0 else { return answerEarly(place, at: now, into: &actions) }
        if count.answered >= plan.nodes[place].policy.quorum {
            conclude(place, .answered, at: now, into: &actions)
        } else if count.answered == 0, plan.nodes[place].policy.quorum == 1 {
            conclude(place, .nothing, at: now, into: &actions)
        } else {
            fail(place, rejection: nil, at: now, into: &actions)
        }
    }

    private struct Count {
        var answered = 0
        var nothing = 0
        var failed = 0
        var open = 0
    }

    private func counted(_ place: Int) -> Count {
        var count = Count()
        for child in plan.nodes[place].children {
            switch states[child].phase {
            case .idle: break
            case .waiting, .running: count.open += 1
            case .answered: count.answered += 1
            case .nothing: count.nothing += 1
            case .failed: count.failed += 1
            }
        }
        return count
    }

    /// True when nothing that can still arrive makes an answer.
    private func isHopeless(_ place: Int, _ count: Count) -> Bool {
        let policy = plan.nodes[place].policy
        return switch onTimeout(of: place) {
        case .fail: true
        case .partial: count.answered + count.open < policy.quorum || lacksRequired(place)
        }
    }

    private func lacksRequired(_ place: Int) -> Bool {
        plan.nodes[place].required.contains { site in
            if case .failed = outcomes[site] { true } else { false }
        }
    }

    private func isEnough(_ place: Int, _ count: Count) -> Bool {
        onTimeout(of: place) == .partial && count.answered >= plan.nodes[place].policy.quorum
    }

    /// Where the first good answer counts, no other is missing.
    private func onTimeout(of place: Int) -> Policy.OnTimeout {
        let node = plan.nodes[place]
        return node.takesFirst && (place != 0 || isForLabel) ? .partial : node.policy.onTimeout
    }

    /// The status with which all that have ended reject; nil where they do not.
    private func commonRejection(of place: Int, _ count: Count) -> Int? {
        guard count.answered == 0, count.nothing == 0 else { return nil }
        var status: Int?
        for child in plan.nodes[place].children where states[child].phase == .failed {
            guard let rejection = states[child].rejection, rejection == status ?? rejection else {
                return nil
            }
            status = rejection
        }
        return status
    }

    private mutating func fail(
        _ place: Int, rejection: Int?, at now: Deadline, into actions: inout [Action]
    ) {
        let first = plan.nodes[place].children.first { states[$0].phase == .failed }
        states[place].blame = first.map { states[$0].blame } ?? firstFailure(below: place)
        states[place].rejection = rejection
        conclude(place, .failed, at: now, into: &actions)
    }

    /// Ends a step whose aggregator knows its answer already.
    private mutating func answerEarly(
        _ place: Int, at now: Deadline, into actions: inout [Action]
    ) {
        guard let fold = plan.nodes[place].fold, fold.stopsEarly, place != 0 || isForLabel else {
            return
        }
        guard let ballots = try? ballots(of: place), !ballots.ballots.isEmpty,
            ballots.ballots.count >= plan.nodes[place].policy.quorum,
            !awaitsRequired(place)
        else { return }
        var answers: [RowAnswer?] = Array(repeating: nil, count: rows)
        for row in states[place].rows.rows(of: rows) {
            guard let answer = try? fold.aggregator.earlyAnswer(row: row, of: ballots) else {
                return
            }
            answers[row] = answer
        }
        earlyAnswers[place] = answers
        conclude(place, .answered, at: now, into: &actions)
    }

    /// Whether a service below it is still to answer without which it, or a step around it, fails.
    private func awaitsRequired(_ place: Int) -> Bool {
        let open = plan.nodes[place].children.filter { states[$0].isOpen }
        var around: Int? = place
        while let step = around {
            let awaits = plan.nodes[step].required.contains { site in
                !outcomes.isAnswered(site) && open.contains { plan.nodes[$0].sites.contains(site) }
            }
            if awaits { return true }
            around = plan.nodes[step].parent
        }
        return false
    }

    /// A site that has answered with another release than one that must not be mixed with it; the later
    /// in graph order, unless its step has ended already.
    func mismatch(with site: Int) -> Int? {
        guard let group = plan.sites[site].releaseGroup, let release = release(of: site) else {
            return nil
        }
        for other in plan.sites.indices where other != site && outcomes.isAnswered(other) {
            guard plan.sites[other].releaseGroup == group, let found = self.release(of: other),
                found != release
            else { continue }
            guard other > site, canTakeBack(other) else { return site }
            return other
        }
        return nil
    }

    private func release(of site: Int) -> String? {
        readings.isEmpty ? nil : readings[site]?.release
    }

    private func canTakeBack(_ site: Int) -> Bool {
        guard let parent = plan.nodes[plan.sites[site].node].parent else { return false }
        guard case .parallel = plan.nodes[parent].kind else { return false }
        return states[parent].phase == .running
    }
}

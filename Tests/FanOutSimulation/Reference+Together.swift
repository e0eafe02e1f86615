import FanOut

// Several steps at once: the end is that of the one that decides.
extension Reference {
    func together(_ ways: [(Graph, [Int])], _ graph: Graph, _ scene: Scene) -> Story {
        var stories: [Story?] = ways.map { _ in nil }
        var ended: Set<Int> = []
        var inner = scene
        inner.isRoot = false
        // What ends in the instant of its beginning may end the whole before the next has begun.
        for (place, way) in ways.enumerated() {
            inner.rows = way.1
            inner.input = scene.input(of: way.0)
            let story = story(of: way.0, inner)
            stories[place] = story
            guard story.end == scene.start else { continue }
            ended.insert(place)
            if let end = judged(ways, stories, ended, at: place, graph, scene) {
                return finish(ways, stories, at: place, ended, end, graph, scene)
            }
        }
        let order = ways.indices.filter { !ended.contains($0) }.sorted { left, right in
            (stories[left]?.end ?? 0, left) < (stories[right]?.end ?? 0, right)
        }
        for place in order {
            ended.insert(place)
            if let end = judged(ways, stories, ended, at: place, graph, scene) {
                return finish(ways, stories, at: place, ended, end, graph, scene)
            }
        }
        preconditionFailure("when all have ended, so has the step")
    }

    private func finish(
        _ ways: [(Graph, [Int])], _ stories: [Story?], at decisive: Int, _ ended: Set<Int>,
        _ result: Story.Result, _ graph: Graph, _ scene: Scene
    ) -> Story {
        let instant = stories[decisive]?.end ?? 0
        var records: [Int: Story.Record] = [:]
        for (place, story) in stories.enumerated() {
            guard let story else { continue }
            let told =
                ended.contains(place)
                ? story.records : story.cut(at: instant, isBefore: place < decisive)
            records.merge(told) { $1 }
        }
        let parts = ways.indices.compactMap { place in
            ended.contains(place) ? stories[place].map { (ways[place].0, $0) } : nil
        }
        var story = Story(
            end: instant, result: result, records: records,
            answers: folded(parts, graph, scene.rows))
        story.firstBlame = parts.lazy.compactMap { $0.1.blame }.first
        if ended.count < ways.count { story.answers = story.answers.map { $0?.withoutShare } }
        return story
    }

    /// The result, once it is settled.
    private func judged(
        _ ways: [(Graph, [Int])], _ stories: [Story?], _ ended: Set<Int>, at decisive: Int,
        _ graph: Graph, _ scene: Scene
    ) -> Story.Result? {
        var manner = graph.manner
        // The first good answer is enough, whoever else fails.
        if manner.fold == .first, !scene.isRoot || isForLabel { manner.onTimeout = .partial }
        let told = ended.sorted().compactMap { stories[$0] }
        let answered = told.count { $0.result == .answered }
        let open = ways.count - ended.count
        var failures: [(blame: Int, rejection: Int?)] = []
        for story in told {
            if case .failed(let blame, let rejection) = story.result {
                failures.append((blame, rejection))
            }
        }
        let statuses = Set(failures.map(\.rejection))
        let status =
            failures.count == told.count && statuses.count == 1 ? failures.first?.rejection : nil
        let records = told.reduce(into: [:]) { all, story in all.merge(story.records) { $1 } }
        let instant = stories[decisive]?.end ?? 0
        let soFar = stories.enumerated().reduce(into: records) { all, story in
            guard !ended.contains(story.offset), let told = story.element else { return }
            let part = told.cut(at: instant, isBefore: story.offset < decisive)
            all.merge(part) { $1 }
        }
        let lacksRequired = graph.leaves.contains { leaf in
            manner.required.contains(leaf.name) && (soFar[leaf.site]?.fate.isFailure ?? false)
        }
        if let first = failures.first {
            let isHopeless =
                manner.onTimeout == .fail || answered + open < manner.quorum || lacksRequired
            if open > 0, status == nil, isHopeless {
                return .failed(blame: first.blame, rejection: nil)
            }
            if open == 0, status != nil || manner.onTimeout == .fail || answered < manner.quorum {
                return .failed(blame: first.blame, rejection: status)
            }
        }
        if open > 0 {
            return stopsEarly(ways, stories, ended, graph, scene, soFar) ? .answered : nil
        }
        if answered >= manner.quorum { return .answered }
        if answered == 0, manner.quorum == 1 { return .nothing }
        return .failed(
            blame: failures.first?.blame ?? firstFailure(graph, records), rejection: nil)
    }

    private func stopsEarly(
        _ ways: [(Graph, [Int])], _ stories: [Story?], _ ended: Set<Int>, _ graph: Graph,
        _ scene: Scene, _ soFar: [Int: Story.Record]
    ) -> Bool {
        let manner = graph.manner
        guard manner.fold == .first || manner.fold == .earlyMajority, !scene.isRoot || isForLabel
        else { return false }
        let heard = ended.compactMap { stories[$0] }.filter { $0.result == .answered }
        let awaitsRequired = ways.indices.contains { place in
            !ended.contains(place)
                && ways[place].0.leaves.contains { leaf in
                    scene.required.contains(leaf.name) && soFar[leaf.site]?.fate != .answered
                }
        }
        guard !heard.isEmpty, heard.count >= manner.quorum, !awaitsRequired else { return false }
        if manner.fold == .first {
            return scene.rows.allSatisfy { row in heard.contains { $0.answers[row] != nil } }
        }
        return scene.rows.allSatisfy { row in
            var votes = ["x": 0, "y": 0]
            for story in heard { if let vote = story.vote(row) { votes[vote, default: 0] += 1 } }
            let toCome = ways.count - ended.count
            return abs((votes["x"] ?? 0) - (votes["y"] ?? 0)) > toCome
        }
    }

    /// The answer of a step for each row, made of those of the steps within it.
    func folded(
        _ parts: [(Graph, Story)], _ graph: Graph, _ asked: [Int]
    ) -> [Story.Answer?] {
        let heard = parts.filter { $0.1.result == .answered }
        var answers: [Story.Answer?] = Array(repeating: nil, count: rows)
        guard let fold = graph.manner.fold else {
            for (_, story) in heard {
                for row in 0..<rows { answers[row] = story.answers[row] ?? answers[row] }
            }
            return answers
        }
        // A step that has ended but answered nothing for any row has no ballot.
        let ballots = heard.filter { $0.1.answers.contains { $0 != nil } }
        guard !ballots.isEmpty else { return answers }
        let isChoice = if case .choice = graph { true } else { false }
        for row in asked where !isChoice || ballots.contains(where: { $0.1.answers[row] != nil }) {
            answers[row] = self.answer(fold, ballots, row)
        }
        return answers
    }

    private func answer(
        _ fold: Graph.Fold, _ ballots: [(Graph, Story)], _ row: Int
    ) -> Story.Answer {
        switch fold {
        case .argmax:
            var best: (name: String, value: Double)?
            for (graph, story) in ballots {
                guard let value = story.answers.firstColumn(row) else { continue }
                if value > best?.value ?? -.infinity { best = (graph.ballotName, value) }
            }
            guard let best else { return .label(ballots[0].0.ballotName, nil) }
            return .label(best.name, best.value)
        case .mean:
            let heard = ballots.compactMap { $0.1.numbers(row) }
            return .distribution(
                (0..<2).map { column in
                    heard.reduce(0) { $0 + $1[column] } / Double(heard.count)
                })
        case .majority, .earlyMajority:
            var order: [String] = []
            for vote in ballots.compactMap({ $0.1.vote(row) }) { order.append(vote) }
            let names = ["x", "y"].sorted { left, right in
                let (first, second) = (order.firstIndex(of: left), order.firstIndex(of: right))
                return (first ?? .max) < (second ?? .max)
            }
            let most = names.max { left, right in
                let votes = { (name: String) in order.count { $0 == name } }
                return votes(left) < votes(right) || votes(left) == votes(right) && left == names[1]
            }
            let name = most ?? ""
            return .label(name, Double(order.count { $0 == name }) / Double(order.count))
        case .first:
            return ballots.lazy.compactMap { $0.1.answers[row] }.first ?? .value(.nan)
        }
    }
}

extension Graph {
    /// As its aggregator knows it: the service's name, or that of its last service.
    fileprivate var ballotName: String { leaves.last?.name ?? "" }
}

extension Story.Answer {
    /// As of a vote that was not counted to its end.
    fileprivate var withoutShare: Story.Answer {
        if case .label(let label, _) = self { .label(label, nil) } else { self }
    }
}

extension Story {
    /// The site that decided, if it has failed.
    var blame: Int? {
        if case .failed(let blame, _) = result { blame } else { nil }
    }

    fileprivate func numbers(_ row: Int) -> [Double]? {
        if case .distribution(let numbers) = answers[row] { numbers } else { nil }
    }

    fileprivate func vote(_ row: Int) -> String? {
        numbers(row).map { $0[1] > $0[0] ? "y" : "x" }
    }
}

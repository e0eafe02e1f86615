import FanOut

/// The rules of a request once more, as plainly as they can be put: the simulation holds `Run` to
/// them. It knows whole histories, not states: what a step comes to, and when, is worked out from
/// what the steps within it come to.
struct Reference {
    let members: [Member]
    let scripts: [Script]
    let rows: Int
    /// Decides splits.
    let key: UInt64
    /// The root stops early only where a label is asked for.
    let isForLabel: Bool

    /// What holds where a step begins.
    struct Scene {
        var start: UInt64
        var deadline: UInt64
        var rows: [Int]
        var input = Step.Input.request
        /// Whether a step before, in whichever sequence around, has answered.
        var hasBefore = false
        /// Named as required by a step around.
        var required: Set<String> = []
        /// What services have said, by name and row.
        var said: [String: [[Double]?]] = [:]
        /// Those whose numbers are only their `on-error`'s have no label.
        var substitutes: Set<String> = []
        var isRoot = false
    }

    func story(of graph: Graph, _ scene: Scene) -> Story {
        var scene = scene
        if let timeout = graph.manner.timeout {
            scene.deadline = min(scene.deadline, scene.start + timeout)
        }
        scene.required.formUnion(graph.manner.required)
        var story: Story
        switch graph {
        case .service(let leaf): story = service(leaf, scene)
        case .parallel(let steps, _):
            story = together(steps.map { ($0, scene.rows) }, graph, scene)
        case .sequence(let steps, _): story = sequence(steps, graph, scene)
        case .choice(let branches, _): story = choice(branches, graph, scene)
        case .split(let shares, let ordinal, _):
            story = split(shares, ordinal, graph, scene)
        }
        lackRequired(&story, graph)
        applyOnError(&story, graph, scene)
        return story
    }

    private func lackRequired(_ story: inout Story, _ graph: Graph) {
        if case .failed = story.result { return }
        let missing = graph.leaves.first { leaf in
            guard graph.manner.required.contains(leaf.name), let record = story.records[leaf.site]
            else { return false }
            return record.fate != .answered
        }
        if let missing {
            story.result = .failed(blame: story.firstBlame ?? missing.site, rejection: nil)
        }
    }

    private func applyOnError(_ story: inout Story, _ graph: Graph, _ scene: Scene) {
        if case .failed = story.result {
            switch graph.manner.onError {
            case .fail: break
            case .skip: story.result = .nothing
            case .substitute(let values):
                story.result = .answered
                story.answers = (0..<rows).map { row in
                    scene.rows.contains(row) ? .value(values[0]) : nil
                }
            }
        }
        if story.result != .answered { story.answers = Array(repeating: nil, count: rows) }
    }

    private func service(_ leaf: Graph.Leaf, _ scene: Scene) -> Story {
        var story = Story(
            end: scene.start, result: .nothing, answers: Array(repeating: nil, count: rows))
        let member = members[leaf.site]
        guard member.isActive else { return story }
        let own = member.timeout.map {
            scene.start + UInt64($0.components.attoseconds / 1_000_000_000)
        }
        let deadline = min(scene.deadline, own ?? .max)
        let script = scripts[leaf.site]
        let comes = scene.start + script.delay
        var fate = Story.Fate.timeout
        story.end = max(deadline, scene.start)
        if comes < deadline, script.word != .silence {
            story.end = comes
            switch script.word {
            case .answer(let numbers):
                fate = .answered
                story.result = .answered
                for row in scene.rows { story.answers[row] = .distribution(numbers[row]) }
            case .failure: fate = .failed
            case .rejection(let status): fate = .rejected(status)
            case .silence: break
            }
        }
        if fate != .answered {
            let status: Int? = if case .rejected(let status) = fate { status } else { nil }
            story.result = .failed(blame: leaf.site, rejection: status)
        }
        story.records[leaf.site] = Story.Record(
            asked: scene.start, ended: story.end, fate: fate, rows: scene.rows,
            input: scene.input)
        return story
    }

    private func sequence(_ steps: [Graph], _ graph: Graph, _ scene: Scene) -> Story {
        var scene = scene
        let outer = scene.input
        scene.isRoot = false
        var stories: [Story] = []
        var records: [Int: Story.Record] = [:]
        var failure: (blame: Int, rejection: Int?)?
        let hadBefore = scene.hasBefore
        for (place, step) in steps.enumerated() {
            scene.hasBefore = hadBefore || stories.contains { $0.result == .answered }
            scene.input =
                switch step.manner.input {
                case .request: place == 0 ? outer : .request
                case .previous, .both: scene.hasBefore ? step.manner.input : outer
                }
            let story = story(of: step, scene)
            stories.append(story)
            records.merge(story.records) { $1 }
            scene.start = story.end
            note(step, story, &scene)
            guard case .failed(let blame, let rejection) = story.result else { continue }
            failure = (blame, rejection)
            break
        }
        let answered = stories.count { $0.result == .answered }
        var story = Story(
            end: scene.start, result: .answered, records: records,
            answers: folded(Array(zip(steps, stories)), graph, scene.rows))
        if let failure, graph.manner.onTimeout == .fail || answered == 0 {
            story.result = .failed(
                blame: failure.blame, rejection: answered == 0 ? failure.rejection : nil)
            return story
        }
        story.firstBlame = failure?.blame
        if failure != nil {
            for leaf in steps[stories.count...].flatMap(\.leaves)
            where members[leaf.site].isActive {
                story.records[leaf.site] = Story.Record(
                    asked: story.end, ended: story.end, fate: .skipped, rows: scene.rows,
                    input: .request)
            }
        }
        if answered < graph.manner.quorum {
            if answered == 0, graph.manner.quorum == 1 {
                story.result = .nothing
            } else {
                let blame = failure?.blame ?? firstFailure(graph, story.records)
                story.result = .failed(blame: blame, rejection: nil)
            }
        }
        return story
    }

    /// What conditions behind a step will find of it.
    private func note(_ graph: Graph, _ story: Story, _ scene: inout Scene) {
        for leaf in graph.leaves {
            guard let record = story.records[leaf.site] else { continue }
            if record.fate == .answered, case .answer(let numbers) = scripts[leaf.site].word {
                scene.said[leaf.name] = (0..<rows).map { row in
                    record.rows.contains(row) ? numbers[row] : nil
                }
            } else if record.fate.isFailure, record.fate != .skipped,
                case .substitute(let values) = leaf.manner.onError
            {
                scene.said[leaf.name] = (0..<rows).map { row in
                    record.rows.contains(row) ? values : nil
                }
                scene.substitutes.insert(leaf.name)
            }
        }
    }

    private func choice(
        _ branches: [Graph.Branch], _ graph: Graph, _ scene: Scene
    ) -> Story {
        var chosen: [[Int]] = branches.map { _ in [] }
        for row in scene.rows {
            let branch = branches.firstIndex { branch in
                branch.when.map { holds($0, row, scene) } ?? true
            }
            if let branch { chosen[branch].append(row) }
        }
        var ways: [(Graph, [Int])] = []
        for (branch, rows) in zip(branches, chosen) where !rows.isEmpty {
            if let step = branch.step { ways.append((step, rows)) }
        }
        guard !ways.isEmpty else {
            return Story(
                end: scene.start, result: .nothing, answers: Array(repeating: nil, count: rows))
        }
        return together(ways, graph, scene)
    }

    private func holds(_ question: Graph.Question, _ row: Int, _ scene: Scene) -> Bool {
        guard let numbers = scene.said[question.name]?[row] else { return false }
        if let bound = question.bound { return numbers[0] >= bound }
        return !scene.substitutes.contains(question.name) && numbers[1] > numbers[0]
    }

    private func split(
        _ shares: [Graph.Share], _ ordinal: Int, _ graph: Graph, _ scene: Scene
    ) -> Story {
        let point = Split.point(of: key, ordinal: ordinal)
        let sum = shares.reduce(0) { $0 + $1.weight }
        var end = 0.0
        let chosen = shares.first { share in
            end += share.weight / sum
            return point < end
        }
        let step = (chosen ?? shares[shares.count - 1]).step
        var inner = scene
        inner.isRoot = false
        inner.input = scene.input(of: step)
        var story = story(of: step, inner)
        story.firstBlame = story.blame
        story.answers = folded([(step, story)], graph, scene.rows)
        return story
    }

    func firstFailure(_ graph: Graph, _ records: [Int: Story.Record]) -> Int {
        let leaves = graph.leaves
        let failed = leaves.first { records[$0.site]?.fate.isFailure ?? false }
        return (failed ?? leaves[0]).site
    }
}

extension Reference.Scene {
    /// What a step within another that is no sequence is sent.
    func input(of step: Graph) -> Step.Input {
        step.manner.input != .request && hasBefore ? step.manner.input : input
    }
}

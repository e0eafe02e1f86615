import FanOut
import InferenceAPI
import Testing

@Suite struct GraphRunTests {
    /// Steps that ask `a`, then perhaps `b`, then `c` about what was predicted before.
    private static func chain(_ second: Step) -> Step {
        Step(.sequence([.service("a"), second, .service("c").with { $0.input = .previous }]))
    }

    @Test(
        "releases are never mixed, in whichever order three members answer",
        arguments: ["abc", "acb", "bac", "bca", "cab", "cba"], ["r1 r1 r2", "r2 r1 r1", "r1 r2 r1"])
    func sameRelease(order: String, releases: String) throws {
        let step = Step(.parallel(["a", "b", "c"].map { .service($0) }))
            .with { $0.sameRelease = ["a", "b", "c"] }
        var play = try GraphPlay(step)
        let own = Dictionary(
            uniqueKeysWithValues: zip("abc", releases.split(separator: " ").map { String($0) }))

        for name in order { play.answer(String(name), [0.5, 0.5], release: own[name]) }

        let answered = (0..<3).filter { play.run.outcomes[$0].code == nil }
        let mixed = Set(answered.map { own["abc".map { $0 }[$0]] })
        #expect(mixed.count == 1, "\(answered) answered")
        #expect(play.run.verdict == .partial)
    }

    @Test("an answer that was taken back decides nothing any more")
    func takenBack() throws {
        let pair = Step(.parallel([.service("a"), .service("b")]))
            .with { $0.sameRelease = ["a", "b"] }
        let choice = Step(.choice([.init(when: "b.prediction[0] > 0.5", step: .service("c"))]))
        var play = try GraphPlay(Step(.sequence([pair, choice])))

        play.answer("b", [0.9, 0.1], release: "r1")
        play.answer("a", [0.1, 0.9], release: "r2")

        #expect(play.asked.map(\.name) == ["a", "b"])
        #expect(play.run.verdict == .partial)
    }

    @Test("behind a step that is skipped or switched off the input is what was there before it")
    func inputBehindSkipped() throws {
        let skipped = Step.service("b").with { $0.onError = .skip }
        var play = try GraphPlay(Self.chain(skipped), isForLabel: false)
        #expect(play.run.needs(of: 0).contains(.values))
        play.answer("a", [0.25, 0.75])
        play.fail("b")
        #expect(play.asked.last?.input == .predictions(step: 1))
        #expect(play.run.features(of: 1, rows: .all) == [[0.25, 0.75]])

        play = try GraphPlay(Self.chain(.service("b")), inactive: ["b"])
        play.answer("a", [0.5, 0.5])
        #expect(play.asked.map(\.name) == ["a", "c"])
        #expect(play.asked.last?.input == .predictions(step: 1))
    }

    @Test("a service with an aggregator of its own whose answer is not read has no features")
    func unreadService() throws {
        let first = Step.service("a").with { $0.aggregate = AggregatorSetting("mean") }
        var play = try GraphPlay(
            Step(.sequence([first, .service("c").with { $0.input = .previous }])))
        play.answerUnread("a")

        #expect(play.run.features(of: 1, rows: .all) == nil)
    }

    @Test("steps within parallel, switch and split take what was predicted before them")
    func inputWithin() throws {
        let previous = Step.service("b").with { $0.input = .previous }
        let ways: [Step] = [
            Step(.parallel([previous])), Step(.choice([.init(when: nil, step: previous)])),
            Step(.split([.init(weight: 1, step: previous)])), Step(.sequence([previous])),
        ]
        for way in ways {
            var play = try GraphPlay(Step(.sequence([.service("a"), way])), isForLabel: false)
            #expect(play.run.needs(of: 0).contains(.values))
            play.answer("a", [0.5, 0.5])
            #expect(play.asked.last?.input == .predictions(step: 1), "\(way.word)")
        }
    }

    @Test("rows that a switch passes on keep what was predicted before it")
    func passedRows() throws {
        let choice = Step(
            .choice([
                .init(when: "a.prediction[0] > 0.5", step: .service("b")),
                .init(when: nil, step: nil),
            ]))
        var play = try GraphPlay(
            Step(
                .sequence([.service("a"), choice, .service("c").with { $0.input = .previous }])))
        play.answer("a", [0.25, 0.75])

        #expect(play.asked.map(\.name) == ["a", "c"])
        #expect(play.run.features(of: 1, rows: .all) == [[0.25, 0.75]])
    }

    @Test("a split within another reaches all its shares")
    func nestedSplits() throws {
        let inner = Step(
            .split([
                .init(weight: 1, step: .service("a")), .init(weight: 1, step: .service("b")),
            ]))
        let outer = Step(
            .split([.init(weight: 1, step: inner), .init(weight: 1, step: .service("c"))]))
        var random = SplitMix64(seed: 3)
        var counts: [String: Int] = [:]
        for _ in 0..<4_000 {
            let play = try GraphPlay(outer, key: random.next())
            counts[play.asked.first?.name ?? "", default: 0] += 1
        }

        #expect((900...1_100).contains(counts["a"] ?? 0), "\(counts)")
        #expect((900...1_100).contains(counts["b"] ?? 0), "\(counts)")
        #expect((1_900...2_100).contains(counts["c"] ?? 0), "\(counts)")
    }

    @Test("the first good answer counts, whoever has failed before it")
    func first() throws {
        let step = Step(.parallel(["a", "b", "c"].map { .service($0) }))
            .with { $0.aggregate = AggregatorSetting("first") }
        var play = try GraphPlay(step, onTimeout: .fail)
        play.fail("a")
        play.answer("c", [0.5, 0.5])
        #expect(play.run.verdict == .partial)

        play = try GraphPlay(step, onTimeout: .fail)
        for name in ["a", "b", "c"] { play.fail(name) }
        #expect(play.run.verdict == .refused(site: 0))

        // Side by side they are all wanted.
        play = try GraphPlay(step, onTimeout: .fail, isForLabel: false)
        play.fail("a")
        #expect(play.run.verdict == .refused(site: 0))
    }

    @Test("a step does not stop early while one is awaited that a step around it requires")
    func requiredAround() throws {
        let inner = Step(.parallel([.service("a"), .service("b")]))
            .with { $0.aggregate = AggregatorSetting("first") }
        let step = Step(.parallel([inner, .service("c")])).with { $0.required = ["b"] }
        var play = try GraphPlay(step)

        play.answer("a", [0.5, 0.5])
        play.answer("c", [0.5, 0.5])
        #expect(play.run.verdict == nil)
        play.answer("b", [0.5, 0.5])
        #expect(play.run.verdict == .whole)
    }

    @Test("what an aggregator within cannot fold is the answer's fault, not a missing member")
    func innerFault() throws {
        let inner = Step(.parallel([.service("a"), .service("b")]))
            .with { $0.aggregate = AggregatorSetting("mean") }
        let step = Step(.parallel([inner, .service("c")]))
            .with { $0.aggregate = AggregatorSetting("majority") }
        var play = try GraphPlay(step)
        play.answer("a", [0.5, 0.5])
        play.answer("b", [0.5, 0.5], classes: [.text("x"), .text("z")])
        play.answer("c", [0.5, 0.5])

        #expect(throws: AggregationError.differentClasses(first: "a", other: "b")) {
            try play.run.answers()
        }
    }
}

import FanOut
import InferenceAPI
import Testing

@Suite struct MoreAggregatorTests {
    static let classes: [Label] = [.text("x"), .text("y")]

    @Test("the median is the middle of each class, of an even number the mean of the two")
    func median() throws {
        let three = try ballots([[0.1, 0.9], [0.4, 0.6], [0.8, 0.2]], Self.classes)
        let four = try ballots([[0.1, 0.9], [0.4, 0.6], [0.5, 0.5], [0.8, 0.2]], Self.classes)

        #expect(
            try Median().answer(row: 0, of: three)
                == .distribution([0.4, 0.6], classes: Self.classes))
        #expect(
            try Median().answer(row: 0, of: four)
                == .distribution([0.45, 0.55], classes: Self.classes))
        #expect(try Median().answer(row: 0, of: ballots([[3], [1], [7]], nil)) == .value(3))
    }

    @Test("the product is divided by its sum; a class that one rules out is out")
    func product() throws {
        let answer = try Product().answer(
            row: 0, of: ballots([[0.5, 0.5], [0.8, 0.2]], Self.classes))
        let ruledOut = try Product().answer(
            row: 0, of: ballots([[0, 1], [0.9, 0.1]], Self.classes))

        #expect(answer == .distribution([0.8, 0.2], classes: Self.classes))
        #expect(ruledOut == .distribution([0, 1], classes: Self.classes))
        #expect(throws: AggregationError.noClasses(service: "a")) {
            try Product().answer(row: 0, of: ballots([[1]], nil))
        }
    }

    @Test("weights count; a service that is not named counts 1, one of weight 0 not at all")
    func weights() throws {
        let options = AggregatorOptions(
            services: ["a", "b", "c"],
            settings: .object([
                .init("weights", .object([.init("a", .integer(3)), .init("c", .integer(0))]))
            ]))
        let votes = [[0.75, 0.25], [0.25, 0.75], [0.0, 1.0]]

        let mean = try make("weighted-mean", options)
        let vote = try make("weighted-vote", options)

        #expect(
            try mean.answer(row: 0, of: ballots(votes, Self.classes))
                == .distribution([0.625, 0.375], classes: Self.classes))
        #expect(
            try vote.answer(row: 0, of: ballots(votes, Self.classes))
                == .label(.text("x"), probability: 0.75))
    }

    @Test(
        "wrong settings are refused with what is possible",
        arguments: [
            (
                JSONValue.object([.init("wieghts", .null)]),
                AggregatorSettingError.unknownKey("wieghts", known: ["weights"])
            ),
            (
                .object([.init("weights", .object([.init("z", .integer(1))]))]),
                .unknownService("z", known: ["a"])
            ),
            (
                .object([.init("weights", .object([.init("a", .integer(-1))]))]),
                .wrongValue(key: "a", expected: "a weight of 0 or more")
            ),
            (
                .object([.init("weights", .list([.integer(2), .integer(1)]))]),
                .wrongValue(key: "weights", expected: "weights by service")
            ),
        ])
    func wrongSettings(settings: JSONValue, error: AggregatorSettingError) {
        #expect(throws: error) {
            try make("weighted-mean", AggregatorOptions(services: ["a"], settings: settings))
        }
    }

    @Test("argmin names the service with the lowest first prediction, ties to the earlier")
    func argmin() throws {
        #expect(
            try Argmin().answer(row: 0, of: ballots([[0.4], [0.1], [0.1]], nil))
                == .label(.text("b"), probability: 0.1))
    }

    @Test("one-vs-rest divides first predictions by their sum, and names the services")
    func oneVersusRest() throws {
        let answer = try OneVersusRest().answer(
            row: 0, of: ballots([[0.5, 0.5], [.nan, .nan], [0.25, 0.75]], Self.classes))
        let nothing = try OneVersusRest().answer(row: 0, of: ballots([[0.0]], nil))

        #expect(answer == .distribution([2.0 / 3, 1.0 / 3], classes: [.text("a"), .text("c")]))
        #expect(answer.label?.label == .text("a"))
        #expect(nothing.label?.probability?.isNaN == true)
    }

    @Test("a threshold is reached at its very value; the standard one holds for the rest")
    func threshold() throws {
        let thresholds = Thresholds(standard: 0.5, byService: ["b": 0.25])
        let answer = try Threshold(thresholds).answer(
            row: 0, of: ballots([[Double(0.5).nextDown], [0.25], [.nan]], nil))

        #expect(
            answer
                == .flags([.init(service: "a", isSet: false), .init(service: "b", isSet: true)]))
    }

    @Test("first takes the earliest answer that says something about the row")
    func first() throws {
        #expect(
            try First().answer(row: 0, of: ballots([[.nan, .nan], [0.25, 0.75]], Self.classes))
                == .distribution([0.25, 0.75], classes: Self.classes))
    }

    @Test(
        "a vote is decided early when those to come cannot catch up",
        arguments: [(2, 1, nil), (2, 2, nil), (3, 2, "x"), (1, 0, "x")]
            as [(votes: Int, awaited: Int, label: String?)])
    func earlyVote(votes: Int, awaited: Int, label: String?) throws {
        var ballots = try ballots(Array(repeating: [0.9, 0.1], count: votes), Self.classes)
        for place in 0..<awaited { ballots.addAwaited(service: "later\(place)") }
        if votes == 2, awaited == 1 {
            ballots.add(service: "d", classes: Self.classes, answer: try answer([0.2, 0.8]))
        }

        let early = try Majority().earlyAnswer(row: 0, of: ballots)

        #expect(early == label.map { .label(.text($0), probability: nil) })
    }

    private func make(
        _ name: String, _ options: AggregatorOptions
    ) throws(AggregatorSettingError) -> any Aggregator {
        guard let made = try AggregatorRegistry().aggregator(name, options) else {
            throw .other("\(name) is not known")
        }
        return made
    }

    private func ballots(_ votes: [[Double]], _ classes: [Label]?) throws -> Ballots {
        var ballots = Ballots(rows: 1)
        for (name, vote) in zip(Scene.names, votes) {
            ballots.add(service: name, classes: classes, answer: try answer(vote))
        }
        return ballots
    }

    private func answer(_ values: [Double]) throws -> MemberAnswer {
        var text: [UInt8] = Array("{\"prediction\":".utf8)
        JSONText.numbers(values, to: &text)
        text.append(UInt8(ascii: "}"))
        return try MemberAnswer(json: text.span, rows: 1)
    }
}

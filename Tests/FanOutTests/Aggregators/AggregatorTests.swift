import FanOut
import InferenceAPI
import Testing

@Suite struct AggregatorTests {
    static let classes: [Label] = [.text("x"), .text("y"), .text("z")]

    @Test(
        "argmax names the service with the highest first prediction, ties to the earlier",
        arguments: [
            ([[0.1], [0.7], [0.2]], "b", 0.7),
            ([[0.5], [0.5], [0.4]], "a", 0.5),
            ([[0.4], [0.5, 0.9], [0.5]], "b", 0.5),
            ([[.nan], [0.0], [-1.0]], "b", 0.0),
            ([[-2.0], [.nan], [-1.0]], "c", -1.0),
        ] as [([[Double]], String, Double)])
    func argmax(votes: [[Double]], service: String, probability: Double) throws {
        let ballots = try ballots(votes.map { ($0, nil) })

        let answer = try Argmax().answer(row: 0, of: ballots)

        #expect(answer == .label(.text(service), probability: probability))
    }

    @Test("argmax of nulls alone names the first service and has no probability")
    func argmaxOfNulls() throws {
        let answer = try Argmax().answer(row: 0, of: ballots([([.nan], nil), ([.nan], nil)]))

        guard case .label(let label, let probability) = answer else {
            Issue.record("\(answer) is no label")
            return
        }
        #expect(label == .text("a"))
        #expect(probability?.isNaN == true)
    }

    @Test("argmax judges every row by itself")
    func argmaxByRow() throws {
        var ballots = Ballots(rows: 2)
        ballots.add(service: "a", classes: nil, answer: try answer("[[0.9, 0.1], [0.2, 0.8]]", 2))
        ballots.add(service: "b", classes: nil, answer: try answer("[[0.3], [0.4]]", 2))

        #expect(try Argmax().answer(row: 0, of: ballots) == .label(.text("a"), probability: 0.9))
        #expect(try Argmax().answer(row: 1, of: ballots) == .label(.text("b"), probability: 0.4))
    }

    @Test(
        "mean averages class by class, ties to the earlier class",
        arguments: [
            ([[0.5, 0.25, 0.25], [0.25, 0.75, 0.0]], "y", 0.5),
            ([[0.5, 0.5, 0.0], [0.5, 0.5, 0.0]], "x", 0.5),
            ([[0.0, 0.25, 0.75]], "z", 0.75),
        ] as [([[Double]], String, Double)])
    func mean(votes: [[Double]], label: String, probability: Double) throws {
        let ballots = try ballots(votes.map { ($0, Self.classes) })

        let answer = try Mean().answer(row: 0, of: ballots)

        #expect(answer.label?.label == .text(label))
        #expect(answer.label?.probability == probability)
    }

    @Test("mean of regressions is their mean value")
    func meanOfRegressions() throws {
        let ballots = try ballots([([1], nil), ([2], nil), ([6], nil)])

        #expect(try Mean().answer(row: 0, of: ballots) == .value(3))
    }

    @Test("a missing member leaves the mean and the vote")
    func missing() throws {
        var ballots = try ballots([([0.5, 0.5, 0], Self.classes), ([0, 1, 0], Self.classes)])
        ballots.addMissing(service: "c")

        #expect(ballots.missing == ["c"])
        #expect(
            try Mean().answer(row: 0, of: ballots)
                == .distribution([0.25, 0.75, 0], classes: Self.classes))
        #expect(
            try Majority().answer(row: 0, of: ballots) == .label(.text("x"), probability: 0.5))
    }

    @Test("a member that answered null leaves the mean and the vote of that row")
    func nulls() throws {
        let ballots = try ballots([
            ([.nan, .nan, .nan], Self.classes), ([0, 1, 0], Self.classes),
            ([0, 0.5, 0.5], Self.classes),
        ])

        #expect(
            try Mean().answer(row: 0, of: ballots)
                == .distribution([0, 0.75, 0.25], classes: Self.classes))
        #expect(try Majority().answer(row: 0, of: ballots) == .label(.text("y"), probability: 1))
    }

    @Test("where all answered null there is no probability")
    func allNull() throws {
        let ballots = try ballots([([.nan, .nan, .nan], Self.classes)])

        for answer in [
            try Mean().answer(row: 0, of: ballots), try Majority().answer(row: 0, of: ballots),
        ] {
            #expect(answer.label?.probability?.isNaN == true)
        }
    }

    @Test(
        "mean refuses members of different classes",
        arguments: [
            [.text("x"), .text("z"), .text("y")], [.integer(0), .integer(1), .integer(2)], nil,
        ] as [[Label]?])
    func differentClasses(_ other: [Label]?) throws {
        let ballots = try ballots([([1, 0, 0], Self.classes), ([1, 0, 0], other)])

        #expect(throws: AggregationError.differentClasses(first: "a", other: "b")) {
            try Mean().answer(row: 0, of: ballots)
        }
    }

    @Test("mean refuses regressions of different widths")
    func differentWidths() throws {
        let ballots = try ballots([([1], nil), ([1, 2], nil)])

        #expect(throws: AggregationError.differentClasses(first: "a", other: "b")) {
            try Mean().answer(row: 0, of: ballots)
        }
    }

    @Test(
        "majority gives the class with most votes, ties to the earlier service's",
        arguments: [
            ([[0, 1, 0], [0, 0, 1], [0, 0.2, 0.9]], "z", 2.0 / 3),
            ([[0, 1, 0], [1, 0, 0]], "y", 0.5),
            ([[0.5, 0.5, 0]], "x", 1),
            ([[.nan, 0.1, 0.3]], "z", 1),
            ([[.nan, .nan, 0.3], [0.9, .nan, .nan], [1, 0, 0]], "x", 2.0 / 3),
        ] as [([[Double]], String, Double)])
    func majority(votes: [[Double]], label: String, share: Double) throws {
        let ballots = try ballots(votes.map { ($0, Self.classes) })

        let answer = try Majority().answer(row: 0, of: ballots)

        #expect(answer == .label(.text(label), probability: share))
    }

    @Test("majority counts a class by its name, wherever a member has it")
    func majorityByName() throws {
        let turned: [Label] = [.text("z"), .text("x")]
        let ballots = try ballots([
            ([0, 1, 0], Self.classes), ([1, 0], turned), ([0, 1], turned),
        ])
        var more = ballots
        more.add(service: "d", classes: turned, answer: try answer("[[0.4, 0.6]]", 1))

        #expect(
            try Majority().answer(row: 0, of: ballots) == .label(.text("y"), probability: 1.0 / 3))
        #expect(try Majority().answer(row: 0, of: more) == .label(.text("x"), probability: 0.5))
    }

    @Test("a regression cannot vote")
    func regressionCannotVote() throws {
        let ballots = try ballots([([0, 1, 0], Self.classes), ([1], nil)])

        #expect(throws: AggregationError.noClasses(service: "b")) {
            try Majority().answer(row: 0, of: ballots)
        }
    }

    @Test("collected predictions have no label")
    func collect() throws {
        let ballots = try ballots([([1], nil)])

        #expect(throws: AggregationError.noLabel) { try Collect().answer(row: 0, of: ballots) }
    }

    /// One row from services `a`, `b`, …; NaN stands for `null`.
    private func ballots(_ votes: [(values: [Double], classes: [Label]?)]) throws -> Ballots {
        var ballots = Ballots(rows: 1)
        for (name, vote) in zip(Scene.names, votes) {
            let values = vote.values.map { $0.isNaN ? "null" : "\($0)" }
            ballots.add(
                service: name, classes: vote.classes,
                answer: try answer("[\(values.joined(separator: ","))]", 1))
        }
        return ballots
    }

    private func answer(_ prediction: String, _ rows: Int) throws -> MemberAnswer {
        try MemberAnswer(json: Array("{\"prediction\":\(prediction)}".utf8).span, rows: rows)
    }
}

import FanOut
import InferenceAPI
import Testing

@Suite struct ExplanationTests {
    static let classes: [Label] = [.text("x"), .text("y")]

    @Test("a class: the mean of what members give it, and the share of those that name another")
    func classes() throws {
        let run = try run(
            "mean",
            [
                ("[0.75,0.25]", Self.classes), ("[0.25,0.75]", Self.classes),
                ("[1,0]", Self.classes),
            ])

        #expect(try explain(run) == [Explanation(confidence: 2.0 / 3, disagreement: 1.0 / 3)])
    }

    @Test("a member without the class says another; its probability counts for nothing")
    func otherClasses() throws {
        let other: [Label] = [.text("y"), .text("z")]
        let run = try run("first", [("[0.75,0.25]", Self.classes), ("[0.5,0.5]", other)])

        #expect(try explain(run) == [Explanation(confidence: 0.75, disagreement: 0.5)])
    }

    @Test(
        "a service: the answer's probability, and the share of the others that claim the row",
        arguments: [
            ("argmax", ["[0.9,0.1]", "[0.5,0.5]", "[0.4,0.6]"], 0.9, 0.5),
            ("argmax", ["[0.3,0.7]", "[0.2,0.8]", "[0.1,0.9]"], 0.3, 0),
            ("argmin", ["[0.9,0.1]", "[0.5,0.5]", "[0.4,0.6]"], 0.4, 0),
            ("argmin", ["[0.3,0.7]", "[0.2,0.8]", "[0.9,0.1]"], 0.2, 0.5),
            ("argmax", ["[0.3,0.7]"], 0.3, 0),
        ] as [(String, [String], Double, Double)])
    func services(
        aggregate: String, answers: [String], confidence: Double, disagreement: Double
    ) throws {
        let run = try run(aggregate, answers.map { ($0, Self.classes) })

        #expect(
            try explain(run) == [
                Explanation(confidence: confidence, disagreement: disagreement)
            ])
    }

    @Test("a value: no confidence, and the deviation of the members' values")
    func values() throws {
        let run = try run("mean", [("[1]", nil), ("[3]", nil)])

        #expect(try explain(run) == [Explanation(confidence: nil, disagreement: 1)])
    }

    @Test("whoever is missing counts for nothing, and rows are explained one by one")
    func missing() throws {
        var run = try run(
            "mean",
            ["[[0.75,0.25],[null,null]]", nil, "[[0.5,0.5],[0.25,0.75]]"]
                .map { ($0, Self.classes) }, rows: 2)

        #expect(
            try explain(run) == [
                Explanation(confidence: 0.625, disagreement: 0),
                Explanation(confidence: 0.75, disagreement: 0),
            ])
        run = try self.run("threshold", [("[0.75,0.25]", Self.classes)])
        #expect(try explain(run) == [Explanation(confidence: nil, disagreement: nil)])
    }

    @Test("the step that gave the answer decides what its label names")
    func nested() throws {
        var inner = Step(.parallel(["a", "b"].map { Step(.service($0)) }))
        inner.aggregate = AggregatorSetting("argmax")
        let run = try run(
            Step(.sequence([inner])),
            [("[0.9,0.1]", Self.classes), ("[0.6,0.4]", Self.classes)])

        #expect(try explain(run) == [Explanation(confidence: 0.9, disagreement: 1)])
    }

    @Test("an explaining plan reads all members' predictions and classes, the plain one does not")
    func needs() throws {
        let plan = try plan(Step.parallel(services: ["a", "b"]), members: 2)

        for site in 0..<2 {
            #expect(plan.needs(of: site, forLabel: true) == .values)
            #expect(plan.explaining.needs(of: site, forLabel: true) == [.values, .signature])
            #expect(plan.explaining.needs(of: site, forLabel: false) == [])
        }
    }

    private func explain(_ run: Run) throws -> [Explanation?] {
        run.explanations(of: try run.answers())
    }

    private func plan(_ step: Step, members: Int) throws -> Plan {
        try Plan(
            step,
            PlanSettings(
                services: Scene.names.prefix(members).map { Member(name: $0) },
                timeout: .seconds(1), onTimeout: .partial))
    }

    private func run(
        _ aggregate: String, _ answers: [(String?, [Label]?)], rows: Int = 1
    ) throws -> Run {
        var step = Step.parallel(services: Array(Scene.names.prefix(answers.count)))
        step.aggregate = AggregatorSetting(aggregate)
        return try run(step, answers, rows: rows)
    }

    /// All members have answered with these predictions; nil: one has not.
    private func run(
        _ step: Step, _ answers: [(String?, [Label]?)], rows: Int = 1
    ) throws -> Run {
        let plan = try plan(step, members: answers.count).explaining
        var run = Run(plan: plan, deadline: instant(1_000), rows: rows, isForLabel: false)
        var actions: [Action] = []
        run.start(at: instant(0), into: &actions)
        for (site, (prediction, classes)) in answers.enumerated() {
            guard let prediction else {
                run.failed(.unreachable, from: site, at: instant(1), into: &actions)
                continue
            }
            let json = Array("{\"prediction\":\(prediction)}".utf8)
            let reading = Reading(
                predictions: try MemberAnswer(json: json.span, rows: rows), classes: classes)
            run.answered(
                json.span, reading, from: site, at: instant(1), into: &actions)
        }
        return run
    }
}

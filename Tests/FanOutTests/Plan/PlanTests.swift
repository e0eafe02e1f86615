import FanOut
import Testing

@Suite struct PlanTests {
    static let services = ["a", "b", "c"]

    @Test("members stand in graph order, each once")
    func order() throws {
        let plan = try plan(
            Step(
                .sequence([
                    .service("c"),
                    Step(
                        .split([
                            .init(weight: 1, step: .service("b")),
                            .init(
                                weight: 3, step: Step(.parallel([.service("a"), .service("b")]))),
                        ])),
                ])))

        #expect(plan.members.map(\.name) == ["c", "b", "a"])
        #expect(plan.siteCount == 4)
        #expect(plan.sites(of: 1) == [1, 3])
    }

    @Test("what cannot be performed is refused", arguments: 0..<13)
    func refused(_ place: Int) {
        let (step, reason) = Self.wrong[place]

        let error = #expect(throws: PlanError.self) { try plan(step) }

        #expect(error?.reason == reason)
        #expect(error?.description.hasSuffix(".") == true)
    }

    static let wrong: [(Step, PlanError.Reason)] = [
        (.service("d"), .unknownService("d", known: services)),
        (Step(.parallel([.service("a"), .service("a")])), .askedTwice("a")),
        (Step(.sequence([.service("a"), Step(.parallel([.service("a")]))])), .askedTwice("a")),
        (Step(.parallel([])), .empty(step: "parallel")),
        (Step(.sequence([])), .empty(step: "sequence")),
        (Step(.choice([])), .empty(step: "switch")),
        (Step(.split([])), .empty(step: "split")),
        (
            with(Step(.parallel([.service("a")]))) { $0.quorum = 2 },
            .quorumOutOfRange(found: 2, steps: 1)
        ),
        (
            with(Step(.parallel([.service("a")]))) { $0.required = ["b"] },
            .requiredElsewhere("b", key: "required", known: ["a"])
        ),
        (
            Step(.sequence([with(.service("a")) { $0.input = .previous }])),
            .inputWithoutPrevious(.previous)
        ),
        (
            Step(
                .choice([
                    .init(when: nil, step: .service("a")),
                    .init(when: "rows > 1", step: .service("b")),
                ])), .unreachable
        ),
        (
            with(Step(.parallel([.service("a")]))) {
                $0.aggregate = AggregatorSetting("mean", stopsEarly: true)
            }, .stopsNotEarly("mean")
        ),
        (with(.service("a")) { $0.stopsEarly = true }, .stopsEarlyAlone),
    ]

    @Test("the branches of a switch may ask the same service, steps at once may not")
    func branches() throws {
        let choice = Step(
            .choice([
                .init(when: "rows > 1", step: .service("a")),
                .init(when: nil, step: Step(.parallel([.service("a"), .service("b")]))),
            ]))

        #expect(try plan(choice).members.map(\.name) == ["a", "b"])
        #expect(throws: PlanError.self) { try plan(Step(.parallel([choice, .service("b")]))) }
    }

    @Test("a condition knows who was asked before it, and nobody else")
    func conditions() {
        let choice = Step(.choice([.init(when: "a.label == 'x'", step: .service("b"))]))

        #expect(throws: Never.self) { try plan(Step(.sequence([.service("a"), choice]))) }
        #expect(throws: PlanError.self) { try plan(Step(.parallel([.service("a"), choice]))) }
        #expect(throws: PlanError.self) { try plan(choice) }
    }

    @Test("whose classes must be equal is known of each step, of those it asks itself")
    func equalClasses() throws {
        func step(_ names: [String], _ aggregate: String) -> Step {
            Self.with(Step.parallel(services: names)) {
                $0.aggregate = AggregatorSetting(aggregate)
            }
        }
        let vote = step(["a", "b"], "majority")
        let nested = Self.with(Step(.parallel([step(["a", "b"], "mean"), .service("c")]))) {
            $0.aggregate = AggregatorSetting("median")
        }

        #expect(try plan(step(["c", "a"], "product")).membersOfEqualClasses == [[0, 1]])
        #expect(try plan(vote).membersOfEqualClasses == [])
        #expect(try plan(nested).membersOfEqualClasses == [[2], [0, 1]])
    }

    @Test("steps nest to a limit")
    func deep() {
        var step = Step.service("a")
        for _ in 0..<20 { step = Step(.sequence([step])) }
        #expect(throws: Never.self) { try plan(step) }
        for _ in 0..<20 { step = Step(.sequence([step])) }

        #expect(throws: PlanError.self) { try plan(step) }
    }

    private func plan(_ step: Step) throws(PlanError) -> Plan {
        try Plan(
            step,
            PlanSettings(services: Self.services.map { Member(name: $0) }, timeout: .seconds(1)))
    }

    private static func with(_ step: Step, _ change: (inout Step) -> Void) -> Step {
        var step = step
        change(&step)
        return step
    }
}

extension Step {
    static func service(_ name: String) -> Step { Step(.service(name)) }
}

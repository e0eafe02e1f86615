import FanOut
import Testing

@Suite struct ReachTests {
    private static let a = Step.service("a")
    private static let b = Step.service("b")

    /// A step, who can be reached, and whether it can answer then.
    private static let cases: [(Step, Set<String>, Bool)] = [
        (a, ["a"], true), (a, [], false),
        (Step(.parallel([a, b])), ["a"], false), (Step(.parallel([a, b])), ["a", "b"], true),
        (Step(.parallel([a, b])).with { $0.onTimeout = .partial }, ["b"], true),
        (Step(.parallel([a, b])).with { $0.onTimeout = .partial }, [], false),
        (
            Step(.parallel([a, b])).with {
                $0.onTimeout = .partial
                $0.required = ["a"]
            }, ["b"], false
        ),
        (
            Step(.parallel([a, b, Step.service("c")])).with {
                $0.onTimeout = .partial
                $0.quorum = 2
            }, ["c"], false
        ),
        (Step(.sequence([a, b.with { $0.onError = .skip }])), ["a"], true),
        (Step(.sequence([a, b.with { $0.onError = .substitute([1]) }])), ["a"], true),
        (Step(.sequence([a, b])), ["a"], false),
        (Step(.split([.init(weight: 1, step: a), .init(weight: 9, step: b)])), ["a"], true),
        (Step(.split([.init(weight: 1, step: a), .init(weight: 9, step: b)])), [], false),
        (
            Step(.parallel([a, b])).with { $0.aggregate = AggregatorSetting("first") }, ["b"],
            true
        ),
        (Step(.parallel([Step(.sequence([a])), b])), ["b"], false),
        // Switched off it hinders nobody.
        (Step(.parallel([a, Step.service("off")])), ["a"], true),
    ]

    @Test("a route can answer as its own rules say", arguments: 0..<16)
    func reach(place: Int) throws {
        let (step, reached, expected) = Self.cases[place]
        let members = ["a", "b", "c", "off"].map { Member(name: $0, isActive: $0 != "off") }
        let plan = try Plan(
            step, PlanSettings(services: members, timeout: .seconds(1), onTimeout: .fail))

        #expect(plan.canAnswer { reached.contains(plan.members[$0].name) } == expected)
    }
}

import FanOut
import InferenceAPI

/// A run through steps on stage, whose members say what a test has them say.
struct GraphPlay {
    private(set) var run: Run
    private(set) var actions: [Action] = []
    /// The sites asked so far, in order.
    private(set) var asked: [(name: String, input: InputSource)] = []

    init(
        _ root: Step, members: [String] = ["a", "b", "c"], inactive: Set<String> = [],
        rows: Int = 1, onTimeout: Policy.OnTimeout = .partial, isForLabel: Bool = true,
        key: UInt64 = 0
    ) throws(PlanError) {
        let plan = try Plan(
            root,
            PlanSettings(
                services: members.map { Member(name: $0, isActive: !inactive.contains($0)) },
                timeout: .seconds(1), onTimeout: onTimeout, aggregate: nil))
        run = Run(
            plan: plan, deadline: instant(1_000), rows: rows, isForLabel: isForLabel, key: key)
        play { $0.start(at: instant(0), into: &$1) }
    }

    /// A member answers each row it was asked about with the numbers.
    mutating func answer(
        _ name: String, _ numbers: [Double], classes: [Label]? = [.text("x"), .text("y")],
        release: String? = nil
    ) {
        guard let site = site(name) else { return }
        let rows = run.rowSet(at: site).count(of: run.rows)
        let reading = Reading(
            predictions: MemberAnswer(
                rows: rows, columns: numbers.count,
                values: (0..<rows).flatMap { _ in numbers }),
            classes: classes, release: release)
        let nothing: [UInt8] = []
        play {
            $0.answered(nothing.span, reading, from: site, at: instant(1), into: &$1)
        }
    }

    /// A member answers something that nobody reads.
    mutating func answerUnread(_ name: String) {
        guard let site = site(name) else { return }
        let nothing: [UInt8] = []
        play { $0.answered(nothing.span, from: site, at: instant(1), into: &$1) }
    }

    mutating func fail(_ name: String, _ failure: Failure = .unreachable) {
        guard let site = site(name) else { return }
        play { $0.failed(failure, from: site, at: instant(1), into: &$1) }
    }

    /// Where a member's answer is awaited.
    private func site(_ name: String) -> Int? {
        (0..<run.plan.siteCount).first {
            run.plan.member(at: $0).name == name && run.outcomes[$0] == .pending
        }
    }

    private mutating func play(_ event: (inout Run, inout [Action]) -> Void) {
        var new: [Action] = []
        event(&run, &new)
        for case .ask(let site, _, let input, _) in new {
            asked.append((run.plan.member(at: site).name, input))
        }
        actions += new
    }
}

extension Step {
    func with(_ change: (inout Step) -> Void) -> Step {
        var step = self
        change(&step)
        return step
    }
}

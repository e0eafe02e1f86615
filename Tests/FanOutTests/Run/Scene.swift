import FanOut
import InferenceAPI

/// A run on stage: each method plays one event and returns the actions that it caused.
struct Scene {
    private(set) var run: Run
    /// The instant of the last timer.
    private var now = instant(0)

    /// Members `a`, `b`, … with these timeouts; the request ends at 1,000 ms.
    init(timeouts: [Duration?], policy: Policy = Policy(onTimeout: .fail)) {
        let members = zip(Self.names, timeouts).map { Member(name: $0, timeout: $1) }
        run = Run(
            plan: Plan(members: members, policy: policy, timeout: .seconds(1)),
            deadline: instant(1_000))
    }

    init(members: Int, policy: Policy = Policy(onTimeout: .fail)) {
        self.init(timeouts: Array(repeating: nil, count: members), policy: policy)
    }

    static let names = ["a", "b", "c", "d", "e", "f", "g", "h"]

    @discardableResult
    mutating func start() -> [Action] {
        actions { $0.start(at: instant(0), into: &$1) }
    }

    @discardableResult
    mutating func answer(_ member: Int, _ body: String = "{}", model: ModelTag? = nil) -> [Action] {
        let bytes = Array(body.utf8)
        let now = now
        return actions {
            $0.answered(
                bytes.span, of: AnswerOrigin(model: model), from: member, at: now, into: &$1)
        }
    }

    @discardableResult
    mutating func fail(_ member: Int, _ failure: Failure = .unreachable) -> [Action] {
        let now = now
        return actions { $0.failed(failure, from: member, at: now, into: &$1) }
    }

    @discardableResult
    mutating func timer(at milliseconds: UInt64) -> [Action] {
        now = instant(milliseconds)
        return actions { $0.timerFired(at: instant(milliseconds), into: &$1) }
    }

    @discardableResult
    mutating func leave() -> [Action] {
        actions { $0.clientLeft(into: &$1) }
    }

    private mutating func actions(
        _ event: (inout Run, inout [Action]) -> Void
    ) -> [Action] {
        var actions: [Action] = []
        event(&run, &actions)
        return actions
    }
}

/// An instant, milliseconds after the start of the play.
func instant(_ milliseconds: UInt64) -> Deadline {
    Deadline(nanoseconds: milliseconds * 1_000_000)
}

extension Failure {
    static let unreachable = Failure(code: .unreachable, detail: "It refuses connections.")

    static func rejection(_ status: Int) -> Failure {
        Failure(code: .rejected, detail: "No.", rejection: status)
    }
}

extension Outcome {
    /// The word for a missing answer; nil for an answer.
    var code: FailureCode? {
        guard case .failed(let failure) = self else { return nil }
        return failure.code
    }
}

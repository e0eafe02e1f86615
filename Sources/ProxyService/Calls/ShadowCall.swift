import FanOut
import InferenceAPI
import NIOCore
import Upstreams

/// Asks what stands in the shadow of a step about the step's rows, and compares the answers. Nobody
/// waits for it.
struct ShadowCall {
    /// How the shadow's answer for one row compares with the step's.
    enum Finding: String, CaseIterable {
        case same, different
        /// One of the two said nothing about the row.
        case missing
    }

    private let step: Int
    private let run: Run
    private let plan: Plan

    init(of step: Int, in run: Run, _ plan: Plan) {
        self.step = step
        self.run = run
        self.plan = plan
    }

    func start(
        _ body: ByteBuffer, for generation: Generation, requestID: RequestID,
        upstreams: LoopUpstreams
    ) {
        let scope = run.scope(ofStep: step)
        let isWhole = scope.rows == .all && scope.input == .request
        let own = isWhole ? body : PredictBodies(body).body(of: scope.rows, scope.input, in: run)
        guard let own else { return }
        // A step that has no label has nothing to compare: its rows count as missing.
        let answers =
            (try? run.answers(ofStep: step)) ?? Array(repeating: nil, count: run.rows)
        let rows = scope.rows.count(of: run.rows)
        let shadow = Run(
            plan: plan, deadline: Deadline(after: plan.timeout, from: Deadline.now.nanoseconds),
            rows: rows, isForLabel: true, key: run.key)
        let call = FanOutCall(
            shadow, targets: generation.targets(of: plan),
            operation: .predict(body: own, rows: rows),
            requestID: requestID, upstreams: upstreams
        ) { shadow in
            let asked = scope.rows.rows(of: run.rows).map { answers[$0] }
            generation.serviceMetrics.count(
                Self.compare(asked, shadow), of: plan.members.last?.name ?? "")
        }
        call.start()
    }

    private static func compare(_ answers: [RowAnswer?], _ shadow: Run) -> [Finding] {
        guard let others = try? shadow.answers() else { return answers.map { _ in .missing } }
        return zip(answers, others).map { answer, other in
            guard let answer, let other else { return .missing }
            return answer.agrees(with: other) ? .same : .different
        }
    }
}

extension RowAnswer {
    /// Whether it comes to the same label, or the same value.
    fileprivate func agrees(with other: RowAnswer) -> Bool {
        if let label { return label.label == other.label?.label }
        return self == other
    }
}

import FanOut
public import InferenceAPI
public import NIOCore

/// What is known of a member's classes before it is asked for predictions.
public enum KnownClasses: Sendable, Equatable {
    case labels([Label])
    case regression
    /// It does not tell: a server of another protocol, or another proxy.
    case untold
}

extension UpstreamGroup {
    /// Asks members what their models are, each once; who does not answer is not in the result.
    ///
    /// What they say is in the signature book then: their first predictions need not wait for it.
    public func learnSignatures(
        of members: [Int], within timeout: Duration, on loop: any EventLoop
    ) async -> [Int: KnownClasses] {
        var known: [Int: KnownClasses] = [:]
        let speaking = members.filter { self.members[$0].dialect == .book }
        for member in members where !speaking.contains(member) { known[member] = .untold }
        let metadata = await ask(.metadata, speaking, within: timeout, on: loop)
        var silent: [Int: Told] = [:]
        for (member, told) in metadata {
            let document = told.body.flatMap { try? ModelMetadata(json: $0.span) }
            if let document, let signature = Signature(document) {
                signatures.learn(signature, of: member, model: told.model)
                known[member] = classes(signature, of: member, columns: document.columns)
            } else if document?.isProxy == true {
                known[member] = .untold
            } else {
                silent[member] = Told(model: told.model, body: nil, columns: document?.columns)
            }
        }
        for (member, told) in await ask(.labels, silent.keys.sorted(), within: timeout, on: loop) {
            let signature = Signature(told.body.flatMap { try? LabelDocument(json: $0.span) })
            signatures.learn(signature, of: member, model: silent[member]?.model)
            known[member] = classes(signature, of: member, columns: silent[member]?.columns)
        }
        return known
    }

    /// What a member has said.
    private struct Told {
        var model: ModelTag?
        /// Nil where it refuses to say it.
        var body: [UInt8]?
        /// Of its predictions.
        var columns: Int?
    }

    private func ask(
        _ operation: Operation, _ members: [Int], within timeout: Duration, on loop: any EventLoop
    ) async -> [(member: Int, told: Told)] {
        guard !members.isEmpty else { return [] }
        let plan = Plan(
            members: members.map { Member(name: self.members[$0].name) },
            policy: Policy(onTimeout: .partial), timeout: timeout)
        var random = SystemRandomNumberGenerator()
        let run = await fanOut(
            operation, plan: plan, targets: members,
            deadline: Deadline(after: timeout, from: Deadline.now.nanoseconds),
            requestID: .make(using: &random), on: loop)
        return zip(members, run.outcomes.entries).compactMap { member, outcome in
            switch outcome {
            case .answered(let answer):
                (member, Told(model: answer.model, body: Array(run.outcomes.bytes[answer.body])))
            case .failed(let failure) where failure.rejection != nil: (member, Told())
            case .failed, .unasked, .pending, .cancelled: nil
            }
        }
    }

    private func classes(
        _ signature: Signature, of member: Int, columns: Int?
    ) -> KnownClasses {
        switch signature.classes {
        case .labels(let labels): return .labels(labels)
        case .none: return .regression
        case .unnamed:
            // Of how many columns its predictions are is known of its sample alone.
            guard let columns else { return .untold }
            let labels = signature.classes.labels(
                service: members[member].name, columns: columns)
            return labels.map { .labels($0) } ?? .regression
        }
    }
}

extension ModelMetadata {
    fileprivate var columns: Int? {
        if case .values(let values) = predictionSample { values.count } else { nil }
    }

    fileprivate var isProxy: Bool {
        if case .services = predictionSample { true } else { false }
    }
}

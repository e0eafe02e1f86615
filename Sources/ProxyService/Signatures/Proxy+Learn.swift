import FanOut
import InferenceAPI
import Serving
import Upstreams

extension Proxy {
    /// Asks a member for its classes, by `/metadata` and, where that does not tell, by `/label`.
    func learn(
        _ member: Int, deadline: Deadline, _ context: ServiceContext
    ) async throws(Failure) -> SignatureBook.Classes {
        let told = await ask(member, .metadata, deadline, context)
        let metadata = told.outcomes.body(0).flatMap { try? ModelMetadata(json: $0.span) }
        if let failure = told.failures.first?.failure, failure.rejection == nil { throw failure }
        let classes: SignatureBook.Classes
        if let metadata, metadata.model != nil {
            classes = metadata.classes.map { .labels($0) } ?? .none
        } else {
            classes = await labels(of: member, deadline, context)
        }
        signatures.learn(classes, of: member, model: told.outcomes.model(0))
        return classes
    }

    private func labels(
        of member: Int, _ deadline: Deadline, _ context: ServiceContext
    ) async -> SignatureBook.Classes {
        let told = await ask(member, .labels, deadline, context)
        let document = told.outcomes.body(0).flatMap { try? LabelDocument(json: $0.span) }
        return document.map { .labels($0.labels) } ?? .unnamed
    }

    private func ask(
        _ member: Int, _ operation: Operation, _ deadline: Deadline, _ context: ServiceContext
    ) async -> Run {
        let alone = Plan(
            members: [plan.members[member]], policy: Policy(onTimeout: .fail),
            timeout: plan.timeout)
        return await upstreams.fanOut(
            operation, plan: alone, targets: [member], deadline: deadline,
            requestID: context.requestID, on: context.eventLoop)
    }
}

extension Outcomes {
    fileprivate func body(_ member: Int) -> ArraySlice<UInt8>? {
        guard case .answered(let answer) = self[member] else { return nil }
        return bytes[answer.body]
    }

    fileprivate func model(_ member: Int) -> ModelTag? {
        guard case .answered(let answer) = self[member] else { return nil }
        return answer.model
    }
}

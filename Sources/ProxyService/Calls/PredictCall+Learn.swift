import FanOut
import InferenceAPI
import Serving
import Upstreams

extension PredictCall {
    /// Asks a member for its classes, by `/metadata` and, where that does not tell, by `/label`.
    func learn(
        _ member: Int, _ then: @escaping (Result<SignatureBook.Classes, Failure>) -> Void
    ) {
        ask(member, .metadata) { told in
            let model = told.outcomes.model(0)
            let metadata = told.outcomes.body(0).flatMap { try? ModelMetadata(json: $0.span) }
            if let failure = told.failures.first?.failure, failure.rejection == nil {
                return then(.failure(failure))
            }
            guard let metadata, metadata.model != nil else {
                return self.learnLabels(member) { classes in
                    self.keep(classes, of: member, model, then)
                }
            }
            self.keep(metadata.classes.map { .labels($0) } ?? .none, of: member, model, then)
        }
    }

    private func learnLabels(_ member: Int, _ then: @escaping (SignatureBook.Classes) -> Void) {
        ask(member, .labels) { told in
            let document = told.outcomes.body(0).flatMap { try? LabelDocument(json: $0.span) }
            then(document.map { .labels($0.labels) } ?? .unnamed)
        }
    }

    private func keep(
        _ classes: SignatureBook.Classes, of member: Int, _ model: ModelTag?,
        _ then: (Result<SignatureBook.Classes, Failure>) -> Void
    ) {
        proxy.signatures.learn(classes, of: member, model: model)
        then(.success(classes))
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

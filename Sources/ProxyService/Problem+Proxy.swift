import FanOut
import HTTPTypes
import InferenceAPI
import Serving

extension ProblemResponse {
    /// What a run is answered with that did not get enough answers; nil for one that did.
    init?(verdictOf run: Run) {
        switch run.verdict {
        case .whole, .partial: return nil
        case .rejected(let status, let site): self.init(rejection: status, at: site, of: run)
        case .refused(let site): self.init(refusal: site, of: run)
        case .abandoned, nil:
            self = .clientLeft
        }
    }

    /// Every member rejects the request: its own status and reason.
    private init(rejection status: Int, at site: Int, of run: Run) {
        let detail = run.outcomes[site].failure?.detail ?? ""
        self.init(.rejected, .init(code: status), detail)
    }

    /// The first failure in route order decides; all are named.
    private init(refusal site: Int, of run: Run) {
        let detail = run.failureSentences
        switch run.outcomes[site].failure?.code {
        case .timeout: self.init(.deadlinePassed, .gatewayTimeout, detail)
        case .overloaded, .ejected:
            self.init(.overloaded, .serviceUnavailable, detail, headers: [.retryAfter: "1"])
        case .unreachable, .badAnswer, .rejected, .skipped, .versionMismatch, nil:
            self.init(.badMember, .badGateway, detail)
        }
    }

    /// Answers that cannot be folded into a label.
    init(_ error: AggregationError) {
        switch error {
        case .noLabel, .noClasses, .labelsAlone, .differentClasses, .noAnswer, .missing, .width,
            .refused:
            self.init(.unfitData, .unprocessableContent, error.description)
        }
    }
}

extension Outcome {
    fileprivate var failure: Failure? {
        guard case .failed(let failure) = self else { return nil }
        return failure
    }
}

extension Run {
    /// All missing answers in sentences that name their services.
    var failureSentences: String {
        failures.map { name, failure in
            failure.detail.hasPrefix(name) ? failure.detail : "\(name): \(failure.detail)"
        }.joined(separator: " ")
    }
}

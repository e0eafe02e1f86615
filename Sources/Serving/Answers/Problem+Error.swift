import Hummingbird
import InferenceAPI
import Logging

extension ProblemResponse {
    /// What any error is answered with; one that nobody foresaw is logged, not told.
    init(_ error: any Error, logger: Logger) {
        switch error {
        case let problem as ProblemResponse: self = problem
        case let error as HTTPError:
            self.init(.badRequest, error.status, error.body ?? error.status.reasonPhrase)
        default:
            logger.error("request failed", metadata: ["error": "\(error)"])
            self.init(
                .internalError, .internalServerError, "The service failed; its log says why.")
        }
    }
}

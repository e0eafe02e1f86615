import HTTPTypes
public import Hummingbird
public import InferenceAPI

extension Request {
    /// When the answer must be there: after the service's own budget, or earlier where the client
    /// says so by `X-Request-Timeout`, in milliseconds. Nil: no one set a limit.
    public func deadline(within budget: Duration?, from now: Deadline) throws -> Deadline? {
        let asked = try headers[.requestTimeout].map { text in
            guard let timeout = RequestTimeout.parse(text) else {
                throw ProblemResponse(
                    .badRequest, .badRequest,
                    "X-Request-Timeout must be a number of milliseconds above 0, not \(text.prefix(40))."
                )
            }
            return timeout
        }
        return Deadline.earliest(after: [budget, asked].compactMap(\.self), from: now)
    }
}

extension HTTPField.Name {
    /// The names are legal ones, so there is always a value.
    fileprivate static let requestTimeout = HTTPField.Name(HeaderNames.requestTimeout) ?? .expect
}

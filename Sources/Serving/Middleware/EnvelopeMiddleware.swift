import HTTPTypes
import Hummingbird
import InferenceAPI
import Logging

/// The outermost layer: takes or makes the request id, returns it, and writes the request's log line.
struct EnvelopeMiddleware: RouterMiddleware {
    let logger: Logger
    let requestLevel: Logger.Level
    let clock = ContinuousClock()

    func handle(
        _ request: Request, context: ServiceContext,
        next: (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let start = clock.now
        var context = context
        if let id = Self.givenID(request) { context.requestID = id }
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID.text
        log(request, response, context, took: start.duration(to: clock.now))
        return response
    }

    private static func givenID(_ request: Request) -> InferenceAPI.RequestID? {
        if let id = request.uri.queryParameters["id"], let given = InferenceAPI.RequestID(id) {
            return given
        }
        return request.headers[.requestID].flatMap { InferenceAPI.RequestID($0) }
    }

    private func log(
        _ request: Request, _ response: Response, _ context: ServiceContext, took: Duration
    ) {
        let level = RouteTable.probePaths.contains(request.uri.path) ? .debug : requestLevel
        guard logger.logLevel <= level else { return }
        let notes = context.notes.all
        var metadata: Logger.Metadata = [
            "id": "\(context.requestID)",
            "route": "\(request.method) \(request.uri.path.prefix(256))",
            "status": "\(response.status.code)",
            "ms": "\(took.milliseconds)",
        ]
        if let rows = notes.rows { metadata["rows"] = "\(rows)" }
        for (service, outcome) in notes.outcomes { metadata["service.\(service)"] = "\(outcome)" }
        logger.log(level: level, "request", metadata: metadata)
    }
}

extension HTTPField.Name {
    /// `X-Request-ID`. The name is a legal one, so there is always a value.
    static let requestID = HTTPField.Name(HeaderNames.requestID) ?? .expect
}

extension Duration {
    /// Milliseconds with three digits behind the point.
    fileprivate var milliseconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) * 1e3 + (Double(attoseconds) / 1e12).rounded() / 1e3
    }
}

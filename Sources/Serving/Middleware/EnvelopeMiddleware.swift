import HTTPTypes
import Hummingbird
import InferenceAPI

/// The outermost layer: takes or makes the request id, returns it, and writes the request's log line.
struct EnvelopeMiddleware: RouterMiddleware {
    let routes: RouteTable
    let log: RequestLog

    func handle(
        _ request: Request, context: ServiceContext,
        next: (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let start = Deadline.now
        log.metrics.began()
        defer { log.metrics.ended() }
        var context = context
        if let id = Self.givenID(request) { context.requestID = id }
        var response = try await next(request, context)
        response.headers[.requestID] = context.requestID.text
        log.write(
            id: context.requestID, method: "\(request.method)", path: request.uri.path,
            route: routes.route(at: request.uri.path), status: response.status.code, since: start,
            context.notes.all)
        return response
    }

    private static func givenID(_ request: Request) -> InferenceAPI.RequestID? {
        if let id = request.uri.queryParameters["id"], let given = InferenceAPI.RequestID(id) {
            return given
        }
        return request.headers[.requestID].flatMap { InferenceAPI.RequestID($0) }
    }
}

extension HTTPField.Name {
    /// `X-Request-ID`. The name is a legal one, so there is always a value.
    static let requestID = HTTPField.Name(HeaderNames.requestID) ?? .expect
}

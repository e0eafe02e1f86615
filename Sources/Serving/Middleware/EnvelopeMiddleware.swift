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
        var context = context
        if let id = Self.givenID(request) { context.requestID = id }
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            log.metrics.ended()
            throw error
        }
        response.headers[.requestID] = context.requestID.text
        let (id, notes, status) = (context.requestID, context.notes, response.status.code)
        let end: @Sendable () -> Void = {
            log.write(
                id: id, method: "\(request.method)", path: request.uri.path,
                series: log.metrics.series(of: routes.route(at: request.uri.path)),
                status: status, from: start, to: .now, notes.all)
            log.metrics.ended()
        }
        if response.body.contentLength == nil {
            response.body = response.body.followed(by: end)
        } else {
            end()
        }
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

extension ResponseBody {
    /// The same, and something that is done when it has been written, or cannot be: the request of a
    /// stream ends with its last event.
    fileprivate func followed(by end: @escaping @Sendable () -> Void) -> ResponseBody {
        ResponseBody(contentLength: contentLength) { writer in
            defer { end() }
            try await write(writer)
        }
    }
}

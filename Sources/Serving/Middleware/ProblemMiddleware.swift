import HTTPTypes
import Hummingbird
import InferenceAPI
import Logging
import NIOHTTP1

/// Turns every error into a problem: what handlers throw, unknown paths and methods, the rest as 500.
struct ProblemMiddleware: RouterMiddleware {
    let routes: RouteTable
    let logger: Logger

    func handle(
        _ request: Request, context: ServiceContext,
        next: (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPParserError {
            // The connection is lost to HTTP; it is answered and closed where bytes are decoded.
            throw error
        } catch {
            let problem = problem(of: error, request)
            return Response(problem.reply(at: request.uri.path, requestID: context.requestID))
        }
    }

    private func problem(
        of error: any Error, _ request: Request
    ) -> ProblemResponse {
        if let error = error as? HTTPError, error.status == .notFound { return unknown(request) }
        return ProblemResponse(error, logger: logger)
    }

    private func unknown(_ request: Request) -> ProblemResponse {
        let path = request.uri.path.prefix(256)
        guard let allowed = routes.methods(at: request.uri.path) else {
            return ProblemResponse(
                .notFound, .notFound, "There is no \(path).")
        }
        return ProblemResponse(
            .methodNotAllowed, .methodNotAllowed,
            "\(path) takes \(allowed), not \(request.method).",
            headers: [.allow: allowed])
    }
}

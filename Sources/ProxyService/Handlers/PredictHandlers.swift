import FanOut
import HTTPTypes
import Hummingbird
import InferenceAPI
import NIOCore
import Serving
import Upstreams

extension Generation {
    /// `POST /predict`: every service's prediction, side by side.
    func predict(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await answer(request, .collected, context)
    }

    /// `POST /predict/label`: the services' predictions folded into one label.
    func label(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await answer(request, .labelled, context)
    }

    /// `GET /predict/get/test`: every service's prediction of its own sample row.
    func testByGet(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let route = try route(of: context)
        let deadline = try deadline(of: request, on: route)
        let run = await fanOut(
            .test, over: route.sampling(from: upstreams), deadline: deadline, context: context)
        if let problem = ProblemResponse(verdictOf: run) { throw problem }
        return Response(run.collected)
    }

    /// `POST /predict/post/test`: the first reachable service's sample row, sent to all.
    func testByPost(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let deadline = try deadline(of: request, on: defaultRoute)
        let documents = try await metadataOfAll(defaultRoute, deadline, context)
        guard let sample = documents.lazy.compactMap({ $0 }).first?.dataSample, !sample.isEmpty
        else { throw ProblemResponse(.badMember, .badGateway, "No service has a sample row.") }
        let rows = sample.count
        let query = PredictQuery(
            operation: .predict(body: Self.body(of: sample), rows: rows), rows: rows,
            form: .collected, route: defaultRoute, deadline: deadline,
            key: SplitKey(requestID: context.requestID))
        return try await answer(query, context)
    }

    private func answer(
        _ request: Request, _ form: PredictCall.Form, _ context: ServiceContext
    ) async throws -> Response {
        try await answer(try await query(request, form, context), context)
    }

    /// Reads and checks a request.
    func query(
        _ request: Request, _ form: PredictCall.Form, _ context: ServiceContext
    ) async throws -> PredictQuery {
        let route = try route(of: context)
        let deadline = try deadline(of: request, on: route)
        let isExplained = try form == .labelled && request.isExplained
        let body = try await request.jsonBody(limit: limits.bodyBytes)
        let rows = try rows(in: body)
        context.notes.note(rows: rows)
        return PredictQuery(
            operation: .predict(body: body, rows: rows), rows: rows, form: form, route: route,
            deadline: deadline, key: SplitKey(request.key, requestID: context.requestID),
            isExplained: isExplained)
    }

    /// Checks a body in one pass; it travels on as it came.
    func rows(in body: ByteBuffer) throws(ProblemResponse) -> Int {
        do throws(PredictRequestError) {
            return try RequestShape(json: body.readableBytesUInt8Span, limits: limits).rows
        } catch {
            throw ProblemResponse(error)
        }
    }

    /// Has a request answered on its connection's event loop, and waits for it.
    private func answer(_ query: PredictQuery, _ context: ServiceContext) async throws -> Response {
        let ending = await withCheckedContinuation { continuation in
            context.eventLoop.execute { [self] in
                let call = PredictCall(
                    query, requestID: context.requestID, of: self,
                    upstreams: upstreams.onLoop(context.eventLoop)
                ) { ending, run in
                    context.notes.note(outcomes: run.outcomeWords)
                    continuation.resume(returning: ending)
                }
                context.onClientLeaving { [weak call] in call?.clientLeft() }
                call.start()
            }
        }
        return Response(try ending.get())
    }

    private static func body(of sample: [[FeatureValue]]) -> ByteBuffer {
        var bytes: [UInt8] = Array(#"{"data":"#.utf8)
        JSONText.list(sample, to: &bytes) { row, bytes in
            JSONText.list(row, to: &bytes) { value, bytes in JSONText.value(value, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "}"))
        return ByteBuffer(bytes: bytes)
    }
}

extension Request {
    /// What decides between the shares of a split.
    var key: String? {
        uri.queryParameters["key"].map { String($0) }
            ?? HTTPField.Name(HeaderNames.key).flatMap { headers[$0] }
    }

    /// Whether labels are to be explained: `?explain=1`.
    fileprivate var isExplained: Bool {
        get throws {
            switch uri.queryParameters["explain"] {
            case nil, "0": return false
            case "1": return true
            case let word?:
                throw ProblemResponse(
                    .badRequest, .badRequest, "explain must be 0 or 1, not \(word.prefix(40)).")
            }
        }
    }
}

extension Route {
    /// Its services at once, under its policy, without servers of other protocols, which have no sample
    /// rows.
    fileprivate func sampling(from upstreams: UpstreamGroup) -> Plan {
        let members = zip(plan.members, targets).filter { _, target in
            upstreams.members[target].dialect == .book
        }
        return Plan(members: members.map(\.0), policy: plan.policy, timeout: plan.timeout)
    }
}

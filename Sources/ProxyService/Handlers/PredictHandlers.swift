import FanOut
import HTTPTypes
import Hummingbird
import InferenceAPI
import NIOCore
import Serving
import Upstreams

extension Proxy {
    /// `POST /predict`: every service's prediction, side by side.
    @Sendable func predict(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await answer(request, .collected, context)
    }

    /// `POST /predict/label`: the services' predictions folded into one label.
    @Sendable func label(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await answer(request, .labelled, context)
    }

    /// `GET /predict/get/test`: every service's prediction of its own sample row.
    @Sendable func testByGet(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        try await answer(.test, rows: 1, .collected, try deadline(of: request), context)
    }

    /// `POST /predict/post/test`: the first reachable service's sample row, sent to all.
    @Sendable func testByPost(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let deadline = try deadline(of: request)
        let documents = try await metadataOfAll(deadline, context)
        guard let sample = documents.lazy.compactMap({ $0 }).first?.dataSample, !sample.isEmpty
        else { throw ProblemResponse(.badMember, .badGateway, "No service has a sample row.") }
        let rows = sample.count
        return try await answer(
            .predict(body: Self.body(of: sample), rows: rows), rows: rows, .collected, deadline,
            context)
    }

    private func answer(
        _ request: Request, _ form: PredictCall.Form, _ context: ServiceContext
    ) async throws -> Response {
        let deadline = try deadline(of: request)
        let body = try await request.jsonBody(limit: limits.bodyBytes)
        let rows = try rows(in: body)
        context.notes.note(rows: rows)
        return try await answer(
            .predict(body: body, rows: rows), rows: rows, form, deadline, context)
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
    private func answer(
        _ operation: Operation, rows: Int, _ form: PredictCall.Form, _ deadline: Deadline,
        _ context: ServiceContext
    ) async throws -> Response {
        let ending = await withCheckedContinuation { continuation in
            context.eventLoop.execute {
                let call = PredictCall(
                    operation, rows: rows, form: form, of: self, deadline: deadline,
                    requestID: context.requestID, upstreams: upstreams.onLoop(context.eventLoop)
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

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
        let deadline = try deadline(of: request)
        let (body, rows) = try await rows(of: request, context)
        let run = try await answers(to: .predict(body: body, rows: rows), deadline, context)
        return collected(run)
    }

    /// `POST /predict/label`: the services' predictions folded into one label.
    @Sendable func label(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let deadline = try deadline(of: request)
        let (body, rows) = try await rows(of: request, context)
        let run = try await answers(to: .predict(body: body, rows: rows), deadline, context)
        return try await labelled(run, rows: rows, deadline: deadline, context)
    }

    /// `GET /predict/get/test`: every service's prediction of its own sample row.
    @Sendable func testByGet(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        collected(try await answers(to: .test, try deadline(of: request), context))
    }

    /// `POST /predict/post/test`: the first reachable service's sample row, sent to all.
    @Sendable func testByPost(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let deadline = try deadline(of: request)
        let documents = try await metadataOfAll(deadline, context)
        guard let sample = documents.lazy.compactMap({ $0 }).first?.dataSample, !sample.isEmpty
        else { throw ProblemResponse(.badMember, .badGateway, "No service has a sample row.") }
        let body = Self.body(of: sample)
        return collected(
            try await answers(to: .predict(body: body, rows: sample.count), deadline, context))
    }

    /// Checks the body in one pass; it travels on as it came.
    private func rows(
        of request: Request, _ context: ServiceContext
    ) async throws -> (body: ByteBuffer, rows: Int) {
        let body = try await request.jsonBody(limit: limits.bodyBytes)
        do throws(PredictRequestError) {
            let shape = try RequestShape(json: body.readableBytesUInt8Span, limits: limits)
            context.notes.note(rows: shape.rows)
            return (body, shape.rows)
        } catch {
            throw ProblemResponse(error)
        }
    }

    /// Asks all services and has the policy judge what came.
    private func answers(
        to operation: Operation, _ deadline: Deadline, _ context: ServiceContext
    ) async throws -> Run {
        let run = await fanOut(operation, plan: plan, deadline: deadline, context: context)
        if let problem = ProblemResponse(verdictOf: run) { throw problem }
        return run
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

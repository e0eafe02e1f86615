import HTTPTypes
import Hummingbird
import InferenceAPI
import ModelRuntime
import NIOCore
import Serving

// bytes -> InferenceRequest -> Batch -> Predictions -> InferenceResponse -> bytes
extension Classifier {
    /// `POST /v2/models/{model}/infer`: the outputs asked for, or all, in JSON or binary form.
    @Sendable func infer(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let model = try askedModel(context).verified()
        let arrival = Deadline.now
        let headerLength = try Self.headerLength(request)
        let body = try await Self.body(of: request, limit: limits.bodyBytes)
        let inference = try model.inference(
            body.readableBytesUInt8Span, headerLength: headerLength, limits)
        let outputs = try model.outputs(asked: inference)
        let deadline = try request.deadline(within: inference.parameters.timeout, from: arrival)
        let batch = try model.fit(inference)
        context.notes.note(rows: batch.rows)
        if let deadline, deadline <= .now { throw ProblemResponse.deadlinePassed }
        let reply = try await compute(batch, model, by: deadline, context) {
            model.reply(to: inference, outputs, $0)
        }
        return Response(reply)
    }

    private static func body(of request: Request, limit: Int) async throws -> ByteBuffer {
        guard request.isJSON || request.isBytes else {
            let type = request.headers[.contentType] ?? ""
            throw ProblemResponse(
                .unsupportedMediaType, .unsupportedMediaType,
                "The body must be application/json or application/octet-stream, "
                    + "not \(type.prefix(100)).")
        }
        return try await request.wholeBody(limit: limit)
    }

    private static func headerLength(_ request: Request) throws -> Int? {
        guard let text = request.headers[.inferenceHeaderLength] else { return nil }
        guard let length = Int(text), length >= 0 else {
            throw ProblemResponse(
                .badRequest, .badRequest,
                "Inference-Header-Content-Length must be a number of bytes, "
                    + "not \(text.prefix(40)).")
        }
        return length
    }
}

extension Request {
    fileprivate var isBytes: Bool {
        headers[.contentType]?.lowercased() == ContentTypes.bytes
    }
}

extension HTTPField.Name {
    /// The name is a legal one, so there is always a value.
    fileprivate static let inferenceHeaderLength =
        HTTPField.Name(HeaderNames.inferenceHeaderLength) ?? .expect
}

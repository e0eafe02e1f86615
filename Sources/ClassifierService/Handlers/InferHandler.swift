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
        let inference = try await decode(request, for: model)
        let outputs = try model.outputs(asked: inference)
        let deadline = try request.deadline(within: inference.parameters.timeout, from: arrival)
        let batch = try model.fit(inference)
        context.notes.note(rows: batch.rows)
        if let deadline, deadline <= .now { throw ProblemResponse.deadlinePassed }
        return try await compute(batch, model, by: deadline, context) { predictions in
            Self.encoded(
                InferenceResponse(
                    model: model.name, version: LoadedModel.version, id: inference.id,
                    outputs: outputs.map { output in
                        let tensor = output.output.tensor(of: predictions)
                        return InferenceOutput(tensor, isBinary: output.isBinary)
                    }),
                model.fields)
        }
    }

    private func decode(
        _ request: Request, for model: LoadedModel
    ) async throws -> InferenceRequest {
        let headerLength = try Self.headerLength(request)
        guard request.isJSON || request.isBytes else {
            let type = request.headers[.contentType] ?? ""
            throw ProblemResponse(
                .unsupportedMediaType, .unsupportedMediaType,
                "The body must be application/json or application/octet-stream, "
                    + "not \(type.prefix(100)).")
        }
        let body = try await request.wholeBody(limit: limits.bodyBytes)
        let bytes = body.readableBytesUInt8Span
        do throws(InferenceRequestError) {
            if headerLength == 0 { return try model.rawRequest(bytes, limits) }
            return try InferenceRequest(body: bytes, headerLength: headerLength, limits: limits)
        } catch {
            throw ProblemResponse(error)
        }
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

    private static func encoded(
        _ response: InferenceResponse, _ fields: [Reply.Field]
    ) -> Response {
        var bytes: [UInt8] = []
        guard let length = response.append(to: &bytes) else { return .json(bytes, fields) }
        let field = Reply.Field(name: HeaderNames.inferenceHeaderLength, value: String(length))
        return Response(
            Reply(
                status: .ok, contentType: ContentTypes.bytes, fields: fields + [field],
                body: bytes))
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

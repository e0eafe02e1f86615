import Hummingbird
import InferenceAPI
import ModelRuntime
import NIOCore
import NIOPosix
import Serving

// bytes -> PredictRequest -> Batch -> Predictions -> bytes
extension Classifier {
    /// `POST /predict`: probabilities, else values, else decisions, of every row.
    @Sendable func predict(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await answer(request, context) { $1.encoded($0) }
    }

    /// `POST /predict/label`: every row's label with its probability, or its value.
    @Sendable func label(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try await answer(request, context) { try $1.labelled($0) }
    }

    /// `GET /predict/test`: the prediction of the sample row.
    @Sendable func predictSample(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let model = try mainModel().verified()
        return Response(model.encoded(try model.predictSample()))
    }

    private func answer(
        _ request: Request, _ context: ServiceContext,
        _ encode: (Predictions, LoadedModel) throws -> Reply
    ) async throws -> Response {
        let model = try mainModel().verified()
        let deadline = try request.deadline(within: nil, from: .now)
        let batch = try decode(try await request.jsonBody(limit: limits.bodyBytes), model)
        context.notes.note(rows: batch.rows)
        if let deadline, deadline <= .now { throw ProblemResponse.deadlinePassed }
        return Response(try encode(try await compute(batch, model), model))
    }

    /// The rows of a body as a batch of a model.
    func decode(_ body: ByteBuffer, _ model: LoadedModel) throws -> Batch {
        let json = body.readableBytesUInt8Span
        do {
            guard model.signature.takesColumns else {
                return try model.fit(PredictRequest(json: json, limits: limits))
            }
            return try model.fit(MixedRequest(json: json, limits: limits))
        } catch let error as PredictRequestError {
            throw ProblemResponse(error)
        }
    }

    /// Short work is done at once; long work by the pool, so that other requests are not held up.
    func compute(_ batch: Batch, _ model: LoadedModel) async throws -> Predictions {
        guard isLong(batch, model) else { return try model.predictions(of: batch) }
        return try await threads.runIfActive { try model.predictions(of: batch) }
    }

    func isLong(_ batch: Batch, _ model: LoadedModel) -> Bool {
        model.costPerRow * batch.rows > .microseconds(200)
    }
}

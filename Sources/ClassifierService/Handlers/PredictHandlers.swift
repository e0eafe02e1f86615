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
        _ encode: @escaping @Sendable (Predictions, LoadedModel) throws -> Reply
    ) async throws -> Response {
        let model = try mainModel().verified()
        let deadline = try request.deadline(within: nil, from: .now)
        let body = try await request.jsonBody(limit: limits.bodyBytes)
        let batch =
            isLong(body)
            ? try await threads.runIfActive { [self] in try decode(body, model) }
            : try decode(body, model)
        context.notes.note(rows: batch.rows)
        if let deadline, deadline <= .now { throw ProblemResponse.deadlinePassed }
        let reply = try await compute(batch, model, by: deadline, context) { try encode($0, model) }
        return Response(reply)
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
    func compute<Result: Sendable>(
        _ batch: Batch, _ model: LoadedModel, by deadline: Deadline?, _ context: ServiceContext,
        _ encode: @escaping @Sendable (Predictions) throws -> Result
    ) async throws -> Result {
        guard isLong(batch, model) else { return try predict(batch, model, encode) }
        let wanted = Wanted(until: deadline, abandoned)
        context.eventLoop.execute { context.onClientLeaving { wanted.leave() } }
        return try await predictInPool(
            batch, model, while: wanted, on: context.eventLoop, encode
        ).get()
    }
}

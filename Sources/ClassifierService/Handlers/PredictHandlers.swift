import Hummingbird
import InferenceAPI
import ModelRuntime
import NIOPosix
import Serving

// bytes -> PredictRequest -> Batch -> Predictions -> bytes
extension Classifier {
    /// `POST /predict`: probabilities, else values, else decisions, of every row.
    @Sendable func predict(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let model = try mainModel().verified()
        let predictions = try await predictions(of: request, model, context)
        return .json(Self.encoded(predictions), headers: model.header)
    }

    /// `POST /predict/label`: every row's label with its probability, or its value.
    @Sendable func label(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let model = try mainModel().verified()
        let predictions = try await predictions(of: request, model, context)
        return .json(try model.labelled(predictions), headers: model.header)
    }

    /// `GET /predict/test`: the prediction of the sample row.
    @Sendable func predictSample(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let model = try mainModel().verified()
        return .json(Self.encoded(try model.predictSample()), headers: model.header)
    }

    private func predictions(
        of request: Request, _ model: LoadedModel, _ context: ServiceContext
    ) async throws -> Predictions {
        let deadline = try request.deadline(within: nil, from: .now)
        let batch = try await decode(request, model)
        context.notes.note(rows: batch.rows)
        if let deadline, deadline <= .now { throw ProblemResponse.deadlinePassed }
        return try await compute(batch, model)
    }

    private func decode(_ request: Request, _ model: LoadedModel) async throws -> Batch {
        let body = try await request.jsonBody(limit: limits.bodyBytes)
        do {
            let json = body.readableBytesUInt8Span
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
        do {
            guard model.costPerRow * batch.rows > Self.shortWork else {
                return try model.predict(batch)
            }
            return try await threads.runIfActive { try model.predict(batch) }
        } catch let error as PredictionError {
            throw ProblemResponse(error)
        }
    }

    private static let shortWork = Duration.microseconds(200)

    private static func encoded(_ predictions: Predictions) -> [UInt8] {
        var bytes: [UInt8] = []
        guard let numbers = predictions.primary else { return bytes }
        PredictResponse.append(
            prediction: numbers.widened, rows: numbers.rows, columns: numbers.columns, to: &bytes)
        return bytes
    }
}

import HTTPTypes
import Hummingbird
import InferenceAPI
import Serving

extension Classifier {
    /// `GET /metadata`: what the model takes and gives.
    @Sendable func metadata(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let model = try mainModel()
        return .json(model.metadata, model.fields)
    }

    /// `GET /label`: the classes by index.
    @Sendable func labels(_ request: Request, _ context: ServiceContext) async throws -> Response {
        Response(try labelDocument())
    }

    func labelDocument() throws -> Reply {
        let model = try mainModel()
        guard let labels = model.labels else {
            throw ProblemResponse(.notFound, .notFound, "\(model.name) has no classes.")
        }
        var bytes: [UInt8] = []
        LabelDocument(labels: labels).append(to: &bytes)
        return Reply.json(bytes, model.fields)
    }

    /// `GET /readyz`: whether requests are welcome here.
    @Sendable func ready(_ request: Request, _ context: ServiceContext) async throws -> Response {
        try checkReady()
        return .json(Array(#"{"status":"ready"}"#.utf8))
    }

    /// The models are loaded before the server listens, so only draining says no, and a model
    /// whose golden rows were replayed and did not pass.
    func checkReady() throws {
        guard !readiness.isDraining else {
            throw ProblemResponse(
                .notReady, .serviceUnavailable, "The service is draining.",
                headers: [.retryAfter: "1"])
        }
        for model in catalog.all { _ = try model.verified() }
    }

    func mainModel() throws -> LoadedModel {
        guard let model = catalog.main else {
            let names = catalog.names.joined(separator: ", ")
            throw ProblemResponse(
                .notFound, .notFound,
                "There are several models and none was chosen by --name: \(names).")
        }
        return model
    }
}

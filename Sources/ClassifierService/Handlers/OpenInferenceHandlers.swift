import HTTPTypes
import Hummingbird
import InferenceAPI
import Serving

extension RouteTable {
    /// The Open Inference Protocol over REST.
    mutating func openInference(of classifier: Classifier) {
        get("/v2", classifier.server)
        get("/v2/health/live") { _, _ in .json(Array(#"{"live":true}"#.utf8)) }
        get("/v2/health/ready", classifier.serverReady)
        get("/v2/models", classifier.models)
        for (_, model) in LoadedModel.places(of: "{model}") {
            get(model, classifier.model)
            get("\(model)/ready", classifier.modelReady)
            post("\(model)/infer", classifier.infer)
        }
    }
}

extension Classifier {
    @Sendable func server(_ request: Request, _ context: ServiceContext) async throws -> Response {
        var bytes: [UInt8] = []
        ServerDocument.append(
            name: ServerIdentity.name, version: ServerIdentity.version, to: &bytes)
        return .json(bytes)
    }

    @Sendable func serverReady(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        try checkReady()
        return .json(Array(#"{"ready":true}"#.utf8))
    }

    @Sendable func models(_ request: Request, _ context: ServiceContext) async throws -> Response {
        var bytes: [UInt8] = []
        JSONText.raw("{\"models\":", to: &bytes)
        JSONText.list(catalog.names, to: &bytes, JSONText.string)
        bytes.append(UInt8(ascii: "}"))
        return .json(bytes)
    }

    @Sendable func model(_ request: Request, _ context: ServiceContext) async throws -> Response {
        let model = try askedModel(context)
        var bytes: [UInt8] = []
        model.document.append(to: &bytes)
        return .json(bytes, model.fields)
    }

    @Sendable func modelReady(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let model = try askedModel(context).verified()
        var bytes: [UInt8] = []
        JSONText.raw("{\"name\":", to: &bytes)
        JSONText.string(model.name, to: &bytes)
        JSONText.raw(",\"ready\":true}", to: &bytes)
        return .json(bytes, model.fields)
    }

    /// The model that the path names, in the one version that there is.
    func askedModel(_ context: ServiceContext) throws -> LoadedModel {
        let name = try context.parameters.require("model")
        guard let model = catalog.model(named: name) else {
            let names = catalog.names.joined(separator: ", ")
            throw ProblemResponse(
                .notFound, .notFound, "There is no model \(name.prefix(100)); there are: \(names).")
        }
        guard let version = context.parameters.get("version") else { return model }
        guard version == LoadedModel.version else {
            throw ProblemResponse(
                .notFound, .notFound,
                "\(name) has no version \(version.prefix(100)), only \(LoadedModel.version).")
        }
        return model
    }
}

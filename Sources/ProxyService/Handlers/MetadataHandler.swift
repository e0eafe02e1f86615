import FanOut
import Hummingbird
import InferenceAPI
import Serving
import Upstreams

extension Generation {
    /// `GET /metadata`: as the first reachable service's, with every service's sample prediction.
    func metadata(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let route = try namedRoute(of: context) ?? everyone
        let documents = try await metadataOfAll(
            route, try deadline(of: request, on: route), context)
        guard var metadata = documents.lazy.compactMap({ $0 }).first else {
            throw ProblemResponse(
                .badMember, .badGateway, "No service describes itself under /metadata.")
        }
        metadata.predictionSample = .services(
            zip(route.plan.members, documents).map { member, document in
                guard case .values(let values) = document?.predictionSample else {
                    return .init(name: member.name, values: nil)
                }
                return .init(name: member.name, values: values)
            })
        (metadata.features, metadata.classes) = (nil, nil)
        (metadata.release, metadata.model) = (nil, nil)
        var bytes: [UInt8] = []
        metadata.append(to: &bytes)
        return .json(bytes)
    }

    /// What each service says about itself, in order; nil for one that is down or does not.
    func metadataOfAll(
        _ route: Route, _ deadline: Deadline, _ context: ServiceContext
    ) async throws -> [ModelMetadata?] {
        let run = await fanOut(
            .metadata, over: route.survey, deadline: deadline, context: context)
        if let problem = ProblemResponse(verdictOf: run) { throw problem }
        return run.outcomes.entries.map { outcome in
            guard case .answered(let answer) = outcome else { return nil }
            return try? ModelMetadata(json: run.outcomes.bytes[answer.body].span)
        }
    }
}

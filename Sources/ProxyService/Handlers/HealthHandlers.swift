import FanOut
import HTTPTypes
import Hummingbird
import InferenceAPI
import Serving
import Upstreams

extension Generation {
    /// `GET /health/all`: the truth about each service, always with status 200.
    func healthOfAll(
        _ request: Request, _ context: ServiceContext
    ) async throws -> Response {
        let route = try namedRoute(of: context) ?? everyone
        let run = await fanOut(
            .health, over: route.survey, deadline: try deadline(of: request, on: route),
            context: context)
        // Those that are switched off are asked nothing.
        let health = zip(run.plan.members, run.outcomes.entries).compactMap { member, outcome in
            member.isActive ? (member.name, Self.health(outcome, in: run.outcomes)) : nil
        }
        var bytes: [UInt8] = []
        HealthDocument.append(all: health, to: &bytes)
        return .json(bytes)
    }

    /// `GET /readyz`: whether enough services are reachable to answer a request.
    func ready(_ request: Request, _ context: ServiceContext) async throws -> Response {
        guard !readiness.isDraining else {
            throw ProblemResponse(
                .notReady, .serviceUnavailable, "The proxy is draining.",
                headers: [.retryAfter: "1"])
        }
        let route = try route(of: context)
        let run = await fanOut(
            .health, over: route.survey, deadline: try deadline(of: request, on: route),
            context: context)
        let canAnswer = route.plan.canAnswer { member in
            if case .answered = run.outcomes[member] { true } else { false }
        }
        guard canAnswer else {
            let missing = run.failureSentences
            throw ProblemResponse(
                .notReady, .serviceUnavailable, "Too few services are reachable: \(missing)",
                headers: [.retryAfter: "1"])
        }
        return .json(Array(#"{"status":"ready"}"#.utf8))
    }

    /// `GET /routes/<route>/health`: whether there is such a route.
    func health(of context: ServiceContext) throws -> Response {
        _ = try route(of: context)
        return .json(Array(#"{"health":"ok"}"#.utf8))
    }

    private static func health(_ outcome: Outcome, in outcomes: Outcomes) -> HealthDocument {
        switch outcome {
        case .answered(let answer):
            (try? HealthDocument(json: outcomes.bytes[answer.body].span))
                ?? HealthDocument(health: FailureCode.badAnswer.rawValue)
        case .failed(let failure): HealthDocument(health: failure.code.rawValue)
        case .unasked, .pending, .cancelled: HealthDocument(health: FailureCode.timeout.rawValue)
        }
    }
}

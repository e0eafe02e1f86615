import ClassifierService
import FoundationEssentials
import HTTPTypes
import InferenceAPI
import NIOCore
import ProxyService
import Serving
import Upstreams

/// A model in the proxy's own process, as one of its members.
struct LocalModel: LocalService {
    let classifier: Classifier

    /// - Parameter weights: a weight file; its model answers under the member's name.
    init(weights: String) throws {
        if let absence = Self.absence(of: weights) { throw Fault(absence) }
        classifier = Classifier(catalog: try ModelCatalog(paths: [weights]))
    }

    /// Why there is no such weight file; nil if there is.
    static func absence(of weights: String) -> String? {
        FileManager.default.fileExists(atPath: weights)
            ? nil : "\(weights) is not there; weights name a file beside the configuration."
    }

    static let maker: ProxyConfiguration.LocalServiceMaker = { _, weights in
        try LocalModel(weights: weights)
    }

    func answer(
        _ operation: Upstreams.Operation, by deadline: Deadline, on loop: any EventLoop,
        _ then: @escaping (UpstreamResponse) -> Void
    ) -> (() -> Void)? {
        classifier.answer(Self.question(operation), by: deadline, id: Self.id, on: loop) { reply in
            let tag = reply.fields.first { $0.name == HeaderNames.model }.flatMap {
                ModelTag($0.value)
            }
            then(
                UpstreamResponse(
                    status: reply.status.code, origin: AnswerOrigin(model: tag),
                    body: ByteBuffer(bytes: reply.body)))
        }
    }

    private static func question(_ operation: Upstreams.Operation) -> Classifier.Question {
        switch operation {
        case .predict(let body, _): .predict(body)
        case .label(let body, _): .label(body)
        case .test: .sample
        case .metadata, .model: .metadata
        case .labels: .labels
        case .health: .health
        case .ready: .ready
        }
    }

    /// Problems of members name no request: the proxy's answer does.
    private static let id: RequestID = {
        var random = SystemRandomNumberGenerator()
        return RequestID.make(using: &random)
    }()
}

public import InferenceAPI
import Logging
public import NIOCore
public import Serving

// The same answers for whoever asks from within the process.
extension Classifier {
    /// What can be asked; the rows of a body are the caller's affair.
    public enum Question: Sendable {
        case predict(ByteBuffer)
        case label(ByteBuffer)
        /// The prediction of the sample row.
        case sample
        case metadata
        case labels
        case health
        case ready
    }

    /// Answers on the loop, at once or later, once; an error as the problem that a client would get.
    ///
    /// - Returns: what says, on the loop, that nobody waits any more; nil where that changes nothing.
    public func answer(
        _ question: Question, by deadline: Deadline, id: RequestID, on loop: any EventLoop,
        _ then: @escaping (Reply) -> Void
    ) -> (() -> Void)? {
        var unfinished: Wanted?
        let asker = Asker(loop: loop, noteRows: { _ in }, watchLeaving: { unfinished = $0 }) {
            result in
            switch result {
            case .success(let reply): then(reply)
            case .failure(let error): then(Reply(problem: error, id: id))
            }
        }
        switch question {
        case .predict(let body):
            let message = Message(body: body, deadline: deadline, arrival: .now)
            answer(message, mainModel, to: asker, Self.readForPrediction)
        case .label(let body):
            let message = Message(body: body, deadline: deadline, arrival: .now)
            answer(message, mainModel, to: asker, Self.readForLabel)
        case .sample, .metadata, .labels, .health, .ready:
            asker.then(Result { try document(question) })
        }
        return unfinished.map { wanted in { wanted.leave() } }
    }

    private func document(_ question: Question) throws -> Reply {
        switch question {
        case .sample:
            let model = try mainModel().verified()
            return model.encoded(try model.predictSample())
        case .metadata:
            let model = try mainModel()
            return .json(model.metadata, model.fields)
        case .labels: return try labelDocument()
        case .health, .ready, .predict, .label:
            try checkReady()
            return .json(Array(#"{"health":"ok"}"#.utf8))
        }
    }
}

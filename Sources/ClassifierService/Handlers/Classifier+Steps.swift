import InferenceAPI
import ModelRuntime
import NIOCore
import NIOPosix
import Serving

// bytes -> Batch -> Predictions -> Reply on an event loop without a task: short work at once, long work in
// the pool.
extension Classifier {
    typealias Encode = @Sendable (Predictions, LoadedModel) throws -> Reply

    /// A request as it came.
    struct Message: Sendable {
        let body: ByteBuffer
        /// By when its sender wants the answer.
        let deadline: Deadline?
        let arrival: Deadline
        /// Bytes of the JSON before binary tensors.
        var inferenceHeaderLength: Int?
    }

    /// What it asks of a model.
    struct FittedRequest: Sendable {
        let batch: Batch
        let deadline: Deadline?
        let encode: Encode
    }

    /// Captures nothing, so that a request makes no closure.
    typealias Reading = @Sendable (Classifier, Message, LoadedModel) throws -> FittedRequest

    /// Who hears what became of a request, on its event loop, once.
    struct Asker {
        let loop: any EventLoop
        let noteRows: (Int) -> Void
        /// Is given what tells pool threads that nobody waits any more.
        let watchLeaving: (Wanted) -> Void
        let then: (Result<Reply, any Error>) -> Void
    }

    func answer(
        _ message: Message, _ model: () throws -> LoadedModel, to asker: Asker,
        _ read: @escaping Reading
    ) {
        do {
            let model = try model().verified()
            guard isLong(message.body) else {
                return try answer(try read(self, message, model), model, asker)
            }
            let wanted = Wanted(until: message.deadline, abandoned)
            asker.watchLeaving(wanted)
            let request = threads.runIfActive(eventLoop: asker.loop) {
                try wanted.check()
                return try read(self, message, model)
            }
            later(request, asker) { [self] in
                try wanted.check()
                try answer($1, model, $0)
            }
        } catch {
            asker.then(.failure(error))
        }
    }

    static let readForPrediction: Reading = { try $0.read($1, $2) { $1.encoded($0) } }
    static let readForLabel: Reading = { try $0.read($1, $2) { try $1.labelled($0) } }
    static let readInference: Reading = { try $0.readInference($1, $2) }

    /// The rows of a JSON body, for an answer of that form.
    private func read(
        _ message: Message, _ model: LoadedModel, _ encode: @escaping Encode
    ) throws -> FittedRequest {
        FittedRequest(
            batch: try decode(message.body, model), deadline: message.deadline, encode: encode)
    }

    /// The tensors of a body of the Open Inference Protocol.
    private func readInference(
        _ message: Message, _ model: LoadedModel
    ) throws -> FittedRequest {
        let request = try model.inference(
            message.body.readableBytesUInt8Span, headerLength: message.inferenceHeaderLength, limits
        )
        let outputs = try model.outputs(asked: request)
        let own = request.parameters.timeout.map {
            Deadline(after: $0, from: message.arrival.nanoseconds)
        }
        return FittedRequest(
            batch: try model.fit(request),
            deadline: [own, message.deadline].compactMap(\.self).min(),
            encode: { $1.reply(to: request, outputs, $0) })
    }

    private func answer(_ request: FittedRequest, _ model: LoadedModel, _ asker: Asker) throws {
        let (batch, deadline, encode) = (request.batch, request.deadline, request.encode)
        asker.noteRows(batch.rows)
        if let deadline, deadline <= .now { throw ProblemResponse.deadlinePassed }
        guard isLong(batch, model) else {
            return asker.then(.success(try predict(batch, model) { try encode($0, model) }))
        }
        let wanted = Wanted(until: deadline, abandoned)
        asker.watchLeaving(wanted)
        let reply = predictInPool(batch, model, while: wanted, on: asker.loop) {
            try encode($0, model)
        }
        later(reply, asker) { $0.then(.success($1)) }
    }

    /// Goes on when the pool has a result.
    private func later<Value: Sendable>(
        _ future: EventLoopFuture<Value>, _ asker: Asker,
        _ goOn: @escaping @Sendable (Asker, Value) throws -> Void
    ) {
        let bound = NIOLoopBound(asker, eventLoop: asker.loop)
        future.whenComplete { result in
            do {
                try goOn(bound.value, try result.get())
            } catch {
                bound.value.then(.failure(error))
            }
        }
    }
}

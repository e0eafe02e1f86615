import InferenceAPI
import ModelRuntime
import NIOCore
import NIOPosix
import Serving

// bytes -> Batch -> Predictions -> Reply on an event loop without a task: short work at once, long work in
// the pool.
extension Classifier {
    typealias Encode = @Sendable (Predictions, LoadedModel) throws -> Reply

    /// Who hears what became of a request, on its event loop, once.
    struct Asker {
        let loop: any EventLoop
        let noteRows: (Int) -> Void
        /// Is given what tells pool threads that nobody waits any more.
        let watchLeaving: (Wanted) -> Void
        let then: (Result<Reply, any Error>) -> Void
    }

    func answer(
        _ body: ByteBuffer, by deadline: Deadline?, to asker: Asker, _ encode: @escaping Encode
    ) {
        do {
            let model = try mainModel().verified()
            guard isLong(body) else {
                return try answer(try decode(body, model), model, deadline, asker, encode)
            }
            let wanted = Wanted(until: deadline, abandoned)
            asker.watchLeaving(wanted)
            let batch = threads.runIfActive(eventLoop: asker.loop) {
                try wanted.check()
                return try decode(body, model)
            }
            later(batch, asker) {
                try wanted.check()
                try answer($1, model, deadline, $0, encode)
            }
        } catch {
            asker.then(.failure(error))
        }
    }

    private func answer(
        _ batch: Batch, _ model: LoadedModel, _ deadline: Deadline?, _ asker: Asker,
        _ encode: @escaping Encode
    ) throws {
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

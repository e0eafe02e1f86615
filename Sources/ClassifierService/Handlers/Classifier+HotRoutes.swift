import InferenceAPI
import ModelRuntime
import NIOCore
import NIOPosix
import Serving

// The same steps on the hot face: at once on the connection's event loop, long work in the pool.
extension Classifier {
    var hotRoutes: HotRoutes {
        var routes = HotRoutes()
        routes.post("/predict") { answer($0) { $1.encoded($0) } }
        routes.post("/predict/label") { answer($0) { try $1.labelled($0) } }
        return routes
    }

    private func answer(
        _ exchange: HotExchange,
        _ encode: @escaping @Sendable (Predictions, LoadedModel) throws -> Reply
    ) {
        do {
            let model = try mainModel().verified()
            let deadline = exchange.request.deadline(within: nil)
            let body = exchange.request.body
            guard isLong(body) else {
                return try answer(exchange, try decode(body, model), model, deadline, encode)
            }
            later(
                exchange,
                threads.runIfActive(eventLoop: exchange.eventLoop) { try decode(body, model) }
            ) { exchange, batch in
                try answer(exchange, batch, model, deadline, encode)
            }
        } catch {
            exchange.answer(error)
        }
    }

    private func answer(
        _ exchange: HotExchange, _ batch: Batch, _ model: LoadedModel, _ deadline: Deadline?,
        _ encode: @escaping @Sendable (Predictions, LoadedModel) throws -> Reply
    ) throws {
        exchange.note(rows: batch.rows)
        if let deadline, deadline <= .now { throw ProblemResponse.deadlinePassed }
        guard isLong(batch, model) else {
            return exchange.answer(try predict(batch, model) { try encode($0, model) })
        }
        later(
            exchange,
            predictInPool(batch, model, on: exchange.eventLoop) { try encode($0, model) }
        ) { exchange, reply in
            exchange.answer(reply)
        }
    }

    /// Goes on with an exchange when the pool has a result.
    private func later<Value: Sendable>(
        _ exchange: HotExchange, _ future: EventLoopFuture<Value>,
        _ goOn: @escaping @Sendable (HotExchange, Value) throws -> Void
    ) {
        let bound = NIOLoopBound(exchange, eventLoop: exchange.eventLoop)
        future.whenComplete { result in
            do {
                try goOn(bound.value, try result.get())
            } catch {
                bound.value.answer(error)
            }
        }
    }
}

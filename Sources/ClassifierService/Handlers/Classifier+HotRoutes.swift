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
            let batch = try decode(exchange.request.body, model)
            exchange.note(rows: batch.rows)
            if let deadline = exchange.request.deadline(within: nil), deadline <= .now {
                throw ProblemResponse.deadlinePassed
            }
            guard isLong(batch, model) else {
                return exchange.answer(try encode(try model.predictions(of: batch), model))
            }
            let bound = NIOLoopBound(exchange, eventLoop: exchange.eventLoop)
            threads.runIfActive(eventLoop: exchange.eventLoop) {
                try encode(try model.predictions(of: batch), model)
            }.whenComplete { result in
                switch result {
                case .success(let reply): bound.value.answer(reply)
                case .failure(let error): bound.value.answer(error)
                }
            }
        } catch {
            exchange.answer(error)
        }
    }
}

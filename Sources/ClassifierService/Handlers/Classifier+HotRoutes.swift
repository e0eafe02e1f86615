import InferenceAPI
import Serving

// The same steps on the hot face.
extension Classifier {
    var hotRoutes: HotRoutes {
        var routes = HotRoutes()
        routes.post("/predict") { [self] in answer($0, mainModel, Self.readForPrediction) }
        routes.post("/predict/label") { [self] in answer($0, mainModel, Self.readForLabel) }
        // A name with a percent sign stands in a path as something else.
        for model in catalog.all where !model.name.contains("%") {
            for (place, pattern) in LoadedModel.places(of: model.name) {
                routes.post("\(place)/infer", as: "\(pattern)/infer", takesTensors: true) {
                    [self] in
                    answer($0, { model }, Self.readInference)
                }
            }
        }
        return routes
    }

    private func answer(
        _ exchange: HotExchange, _ model: () throws -> LoadedModel, _ read: @escaping Reading
    ) {
        let asker = Asker(
            loop: exchange.eventLoop, noteRows: { exchange.note(rows: $0) },
            watchLeaving: { wanted in
                exchange.onClientLeaving {
                    wanted.leave()
                    exchange.answer(ProblemResponse.clientLeft)
                }
            },
            then: { result in
                switch result {
                case .success(let reply): exchange.answer(reply)
                case .failure(let error): exchange.answer(error)
                }
            })
        let request = exchange.request
        let message = Message(
            body: request.body, deadline: request.deadline(within: nil), arrival: request.arrival,
            inferenceHeaderLength: request.inferenceHeaderLength)
        answer(message, model, to: asker, read)
    }
}

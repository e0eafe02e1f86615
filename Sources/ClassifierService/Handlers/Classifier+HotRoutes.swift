import InferenceAPI
import Serving

// The same steps on the hot face.
extension Classifier {
    var hotRoutes: HotRoutes {
        var routes = HotRoutes()
        routes.post("/predict") { answer($0) { $1.encoded($0) } }
        routes.post("/predict/label") { answer($0) { try $1.labelled($0) } }
        return routes
    }

    private func answer(_ exchange: HotExchange, _ encode: @escaping Encode) {
        let request = exchange.request
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
        answer(request.body, by: request.deadline(within: nil), to: asker, encode)
    }
}

import FanOut
import InferenceAPI
import Serving
import Upstreams

// The same calls on the hot face, without a task.
extension Proxy {
    var hotRoutes: HotRoutes {
        var routes = HotRoutes()
        routes.post("/predict") { answer($0, .collected) }
        routes.post("/predict/label") { answer($0, .labelled) }
        return routes
    }

    private func answer(_ exchange: HotExchange, _ form: PredictCall.Form) {
        let request = exchange.request
        do throws(ProblemResponse) {
            let rows = try rows(in: request.body)
            exchange.note(rows: rows)
            let deadline = request.deadline(within: plan.timeout) ?? .never
            let call = PredictCall(
                .predict(body: request.body, rows: rows), rows: rows, form: form, of: self,
                deadline: deadline, requestID: request.id,
                upstreams: upstreams.onLoop(exchange.eventLoop)
            ) { ending, run in
                if exchange.isLogged { exchange.note(outcomes: run.outcomeWords) }
                switch ending {
                case .success(let reply): exchange.answer(reply)
                case .failure(let problem): exchange.answer(problem)
                }
            }
            exchange.onClientLeaving { [weak call] in call?.clientLeft() }
            call.start()
        } catch {
            exchange.answer(error)
        }
    }
}

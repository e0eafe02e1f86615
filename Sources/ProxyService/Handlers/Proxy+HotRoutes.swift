import FanOut
import InferenceAPI
import Serving
import Upstreams

// The same calls on the hot face, without a task.
extension Proxy {
    var hotRoutes: HotRoutes {
        var routes = HotRoutes()
        add(defaultRoute, at: "/predict", to: &routes)
        for (name, route) in routesByName.sorted(by: { $0.key < $1.key }) {
            add(route, at: "/routes/\(name)/predict", to: &routes)
        }
        return routes
    }

    private func add(_ route: Route, at path: String, to routes: inout HotRoutes) {
        routes.post(path) { answer($0, .collected, route) }
        routes.post("\(path)/label") { answer($0, .labelled, route) }
    }

    private func answer(_ exchange: HotExchange, _ form: PredictCall.Form, _ route: Route) {
        let request = exchange.request
        do throws(ProblemResponse) {
            let rows = try rows(in: request.body)
            exchange.note(rows: rows)
            let query = PredictQuery(
                operation: .predict(body: request.body, rows: rows), rows: rows, form: form,
                route: route, deadline: request.deadline(within: route.plan.timeout) ?? .never,
                key: SplitKey(request.key, requestID: request.id))
            let call = PredictCall(
                query, requestID: request.id, of: self,
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

import FanOut
import InferenceAPI
import Serving
import Upstreams

// The same calls on the hot face, without a task.
extension Proxy {
    /// Of the routes that there are at the start; those that come later are the other face's.
    var hotRoutes: HotRoutes {
        var routes = HotRoutes()
        add(nil, at: "", "", to: &routes)
        for name in current.routesByName.keys.sorted() {
            add(name, at: "/routes/\(name)", "/routes/{route}", to: &routes)
        }
        return routes
    }

    /// - Parameter pattern: the path as the route table has it.
    private func add(
        _ name: String?, at path: String, _ pattern: String, to routes: inout HotRoutes
    ) {
        routes.post("\(path)/predict", as: "\(pattern)/predict") {
            current.answer($0, .collected, name)
        }
        routes.post("\(path)/predict/label", as: "\(pattern)/predict/label") {
            current.answer($0, .labelled, name)
        }
    }
}

extension Generation {
    fileprivate func answer(
        _ exchange: HotExchange, _ form: PredictCall.Form, _ name: String?
    ) {
        let request = exchange.request
        do throws(ProblemResponse) {
            let route =
                try name.map { (name) throws(ProblemResponse) in
                    try self.route(named: name)
                } ?? defaultRoute
            let rows = try rows(in: request.body)
            exchange.note(rows: rows)
            let query = PredictQuery(
                operation: .predict(body: request.body, rows: rows), rows: rows, form: form,
                route: route, deadline: request.deadline(within: route.plan.timeout) ?? .never,
                key: SplitKey(request.key, requestID: request.id),
                isExplained: form == .labelled && request.isExplained)
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
            exchange.onClientLeaving { call.clientLeft() }
            call.start()
        } catch {
            exchange.answer(error)
        }
    }
}

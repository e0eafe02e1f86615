/// The iris ensemble as four processes.
enum Processes {
    struct Ensemble: Sendable {
        let versicolor: ChorusProcess
        let proxy: ChorusProcess

        var port: Int { proxy.port }
    }

    static func classifier(
        _ flower: String, _ act: (ChorusProcess) async throws -> Void
    ) async throws {
        try await ChorusProcess.serving(["classifier", "--weights", Scene.weights(flower)]) {
            try await act($0)
        }
    }

    /// Starts all four, waits until they are ready, and acts.
    static func iris(
        _ environment: [String: String], _ act: (Ensemble) async throws -> Void
    ) async throws {
        try await classifier("setosa") { setosa in
            try await classifier("versicolor") { versicolor in
                try await classifier("virginica") { virginica in
                    let services = [
                        "SERVICE_SETOSA": "127.0.0.1:\(setosa.port)",
                        "SERVICE_VERSICOLOR": "127.0.0.1:\(versicolor.port)",
                        "SERVICE_VIRGINICA": "127.0.0.1:\(virginica.port)",
                    ]
                    try await ChorusProcess.serving(
                        ["proxy"], environment: environment.merging(services) { $1 }
                    ) { proxy in
                        try await becomesTrue {
                            try await ask(proxy.port, .get("/readyz")).status == 200
                        }
                        try await act(Ensemble(versicolor: versicolor, proxy: proxy))
                    }
                }
            }
        }
    }

    /// The collected answer to the book's row with an error in a service's place.
    static func without(_ service: String, code: String, detail: String) -> String {
        let entries = Scene.flowers.map { flower in
            let whole = #"{"prediction":\#(Numbers.book[flower] ?? "")}"#
            let error = #"{"error":{"code":"\#(code)","detail":"\#(detail)"}}"#
            return #""\#(flower)":\#(flower == service ? error : whole)"#
        }
        return "{\(entries.joined(separator: ","))}"
    }

    static func health(versicolor: String) -> String {
        let entries = Scene.flowers.map {
            #""\#($0)":{"health":"\#($0 == "versicolor" ? versicolor : "ok")"}"#
        }
        return "{\(entries.joined(separator: ","))}"
    }
}

import InferenceAPI
import ProxyService
import Testing

extension Integration {
    /// Members as the Python stack serves them: FastAPI, no `X-Chorus-Model`, no classes in
    /// `/metadata`, no `/livez` or `/readyz`.
    @Suite struct PythonStackTests {
        private static let metadata =
            #"{"data_type": "float32", "data_structure": "(1,4)", "#
            + #""data_sample": [[5.1, 3.5, 1.4, 0.2]], "prediction_type": "float32", "#
            + #""prediction_structure": "(1,2)", "prediction_sample": [0.97, 0.03]}"#

        private static let notFound = String.status("404 Not Found", #"{"detail":"Not Found"}"#)

        private static func service(prediction: String) -> Fake {
            Fake { asked in
                let body: String? =
                    switch asked.path {
                    case "/health": #"{"health": "ok"}"#
                    case "/metadata": metadata
                    case "/predict", "/predict/test": #"{"prediction": \#(prediction)}"#
                    default: nil
                    }
                return [.send(body.map { .ok($0) } ?? notFound)]
            }
        }

        private func scene(
            aggregate: String, _ act: (_ port: Int) async throws -> Void
        ) async throws {
            try await Self.service(prediction: "[0.7, 0.3]").listening { setosa in
                try await Self.service(prediction: "[0.2, 0.8]").listening { virginica in
                    let members = [("setosa", setosa), ("virginica", virginica)]
                    try await Scene.proxy(of: members, { $0.aggregate = aggregate }) { port in
                        try await becomesTrue {
                            try await ask(port, .get("/readyz")).status == 200
                        }
                        try await act(port)
                    }
                }
            }
        }

        @Test func `their answers pass through as they came`() async throws {
            try await scene(aggregate: "argmax") { port in
                let body =
                    #"{"setosa":{"prediction": [0.7, 0.3]},"#
                    + #""virginica":{"prediction": [0.2, 0.8]}}"#
                for call in [
                    HTTPCall.post("/predict", Numbers.bookRow), .get("/predict/get/test"),
                    .post("/predict/post/test", ""),
                ] {
                    let answer = try await ask(port, call).body
                    #expect(answer == body)
                }
                let label = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(label.body == #"{"prediction":{"proba":0.7,"label":"setosa"}}"#)
                let document = try await ask(port, .get("/metadata"))
                #expect(
                    document.body.contains(
                        #""prediction_sample":{"service_setosa":[0.97,0.03],"#
                            + #""service_virginica":[0.97,0.03]}"#))
            }
        }

        @Test func `without told classes a member has its own name and other`() async throws {
            try await scene(aggregate: "majority") { port in
                // setosa votes setosa, virginica votes other: the earlier service wins the tie.
                let label = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(label.body == #"{"prediction":{"proba":0.5,"label":"setosa"}}"#)
            }
        }

        @Test func `FastAPI's list of what did not validate becomes the detail`() async throws {
            let detail =
                #"{"detail":[{"loc":["body","data",0],"msg":"value is not a valid list","#
                + #""type":"type_error.list"}]}"#
            let fake = Fake.predicting(.status("422 Unprocessable Entity", detail))
            try await fake.listening { member in
                try await Scene.proxy(of: [("python", member)]) { port in
                    try await becomesTrue { try await ask(port, .get("/readyz")).status == 200 }
                    let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                    #expect(reply.status == 422)
                    #expect(
                        try reply.problem().detail == "body.data.0: value is not a valid list")
                }
            }
        }
    }
}

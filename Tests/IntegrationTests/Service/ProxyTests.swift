import InferenceAPI
import ProxyService
import Testing

extension Integration {
    @Suite struct ProxyTests {
        @Test func `every path of the table has exactly its body`() async throws {
            let health = Scene.flowers.map { #""\#($0)":{"health":"ok"}"# }.joined(separator: ",")
            let sample = Numbers.collected(Numbers.sample)
            try await Scene.iris { port in
                let connection = try await Connection(port: port)
                let expected: [(HTTPCall, body: String)] = [
                    (.get("/health"), #"{"health":"ok"}"#),
                    (.get("/livez"), #"{"status":"alive"}"#),
                    (.get("/readyz"), #"{"status":"ready"}"#),
                    (.get("/health/all"), "{\(health)}"), (.get("/predict/get/test"), sample),
                    (.post("/predict/post/test", ""), sample),
                ]
                for (call, body) in expected {
                    let reply = try await connection.ask(call)
                    #expect(reply.status == 200)
                    #expect(reply.headers["content-type"] == "application/json")
                    #expect(reply.headers["x-chorus-partial"] == nil)
                    #expect(reply.body == body)
                }
            }
        }

        @Test func `metadata has every service's prediction of the sample`() async throws {
            let samples = Scene.flowers.map { #""service_\#($0)":\#(Numbers.sample[$0] ?? "")"# }
            try await Scene.iris { port in
                let reply = try await ask(port, .get("/metadata"))
                #expect(
                    reply.body == #"{"data_type":"float64","data_structure":"(1,4)","#
                        + #""data_sample":[[5.1,3.5,1.4,0.2]],"prediction_type":"float64","#
                        + #""prediction_structure":"(1,2)","#
                        + #""prediction_sample":{\#(samples.joined(separator: ","))}}"#)
            }
        }

        @Test func `predictions stand side by side, in order`() async throws {
            try await Scene.iris { port in
                let one = try await ask(port, .post("/predict?id=job", Numbers.bookRow))
                let many = try await ask(port, .post("/predict", Numbers.threeRows))
                #expect(one.body == Numbers.collected(Numbers.book))
                #expect(one.headers["x-request-id"] == "job")
                #expect(many.body == Numbers.collected(Numbers.three))
            }
        }

        @Test func `a thousand rows are all answered by every service`() async throws {
            try await Scene.iris { port in
                let reply = try await ask(port, .post("/predict", Numbers.rows(1_000)))
                let label = try await ask(port, .post("/predict/label", Numbers.rows(1_000)))
                #expect(reply.status == 200)
                // Between the rows of one service, and of neighbours.
                #expect(Numbers.predictedRows(reply.body) == 3 * 999 + 1)
                #expect(label.body.split(separator: "proba").count == 1_001)
            }
        }

        @Test func `argmax names the service with the highest first value`() async throws {
            try await Scene.iris { port in
                let one = try await ask(port, .post("/predict/label", Numbers.bookRow))
                let many = try await ask(port, .post("/predict/label", Numbers.threeRows))
                #expect(
                    one.body == #"{"prediction":{"proba":0.9992060541040902,"label":"virginica"}}"#)
                #expect(
                    many.body == #"{"prediction":[{"proba":0.9856641562850708,"label":"setosa"},"#
                        + #"{"proba":0.9659381660194669,"label":"versicolor"},"#
                        + #"{"proba":0.9892969484961167,"label":"virginica"}]}"#)
            }
        }

        @Test func `majority names the class with most votes and its share`() async throws {
            try await Scene.iris(Scene.flowers, { $0.aggregate = "majority" }) { port in
                let one = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(
                    one.body == #"{"prediction":{"proba":0.6666666666666666,"label":"other"}}"#)
            }
        }

        @Test func `mean averages models of equal classes`() async throws {
            let same = ["setosa", "setosa", "setosa"]
            let high = 0.9856641562850708
            let mean = (high + high + high) / 3
            try await Scene.iris(same, { $0.aggregate = "mean" }) { port in
                let sample = #"{"data":[[5.1,3.5,1.4,0.2]]}"#
                let one = try await ask(port, .post("/predict/label", sample))
                #expect(one.body == #"{"prediction":{"proba":\#(mean),"label":"setosa"}}"#)
            }
        }

        @Test func `mean refuses models of different classes`() async throws {
            try await Scene.iris(Scene.flowers, { $0.aggregate = "mean" }) { port in
                let reply = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(reply.status == 422)
                let detail = try reply.problem().detail
                #expect(detail.contains("setosa and versicolor predict different classes"))
            }
        }

        @Test func `collect has no label`() async throws {
            try await Scene.iris(Scene.flowers, { $0.aggregate = "collect" }) { port in
                let reply = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(reply.status == 422)
                #expect(try reply.problem().type == "/problems/unfit-data")
            }
        }
    }
}

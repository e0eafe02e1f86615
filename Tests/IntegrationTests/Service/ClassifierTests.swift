import Testing

extension Integration {
    @Suite struct ClassifierTests {
        @Test(arguments: [
            ("/health", #"{"health":"ok"}"#), ("/livez", #"{"status":"alive"}"#),
            ("/readyz", #"{"status":"ready"}"#), ("/label", #"{"0":"setosa","1":"other"}"#),
            ("/predict/test?id=job", #"{"prediction":[0.9856641562850708,0.014335843714929285]}"#),
        ])
        func `documents and the sample's prediction have exactly these bodies`(
            target: String, body: String
        ) async throws {
            try await Scene.classifier("setosa") { port in
                let reply = try await ask(port, .get(target))
                #expect(reply.status == 200)
                #expect(reply.headers["content-type"] == "application/json")
                #expect(reply.body == body)
            }
        }

        @Test func `metadata has the Python stack's keys first, then ours`() async throws {
            try await Scene.classifier("setosa") { port in
                let reply = try await ask(port, .get("/metadata"))
                let features = ["sepal length", "sepal width", "petal length", "petal width"]
                    .map { #"{"name":"\#($0) (cm)","type":"number"}"# }.joined(separator: ",")
                #expect(
                    reply.body == #"{"data_type":"float64","data_structure":"(1,4)","#
                        + #""data_sample":[[5.1,3.5,1.4,0.2]],"prediction_type":"float64","#
                        + #""prediction_structure":"(1,2)","#
                        + #""prediction_sample":[0.9856641562850708,0.014335843714929285],"#
                        + #""features":[\#(features)],"classes":["setosa","other"],"#
                        + #""model":"iris-setosa@458f064a03e7fdba"}"#)
            }
        }

        @Test(arguments: Scene.flowers)
        func `one row's prediction is a flat list, more rows' a list of lists`(
            flower: String
        ) async throws {
            let book = try #require(Numbers.book[flower])
            let three = try #require(Numbers.three[flower])
            try await Scene.classifier(flower) { port in
                let one = try await ask(port, .post("/predict?id=job", Numbers.bookRow))
                let many = try await ask(port, .post("/predict", Numbers.threeRows))
                #expect(one.body == #"{"prediction":\#(book)}"#)
                #expect(many.body == #"{"prediction":\#(three)}"#)
                #expect(one.headers["x-chorus-model"] == Numbers.tags[flower])
                #expect(one.headers["x-request-id"] == "job")
            }
        }

        @Test func `labels are the model's own, with that class's probability`() async throws {
            try await Scene.classifier("virginica") { port in
                let one = try await ask(port, .post("/predict/label", Numbers.bookRow))
                let many = try await ask(port, .post("/predict/label", Numbers.threeRows))
                #expect(
                    one.body == #"{"prediction":{"proba":0.9992060541040902,"label":"virginica"}}"#)
                #expect(
                    many.body == #"{"prediction":[{"proba":0.9999932676736122,"label":"other"},"#
                        + #"{"proba":0.7857808164302013,"label":"other"},"#
                        + #"{"proba":0.9892969484961167,"label":"virginica"}]}"#)
            }
        }

        @Test(arguments: Scene.flowers) func `a thousand rows are all answered`(
            flower: String
        ) async throws {
            try await Scene.classifier(flower) { port in
                let reply = try await ask(port, .post("/predict", Numbers.rows(1_000)))
                #expect(reply.status == 200)
                #expect(Numbers.predictedRows(reply.body) == 1_000)
            }
        }

        @Test func `a missing value is a value to a model that handles them`() async throws {
            try await Scene.classifier("versicolor") { port in
                let word = try await ask(port, .post("/predict", #"{"data":[[1,NaN,3,4]]}"#))
                let null = try await ask(port, .post("/predict", #"{"data":[[1,null,3,4]]}"#))
                #expect(word.status == 200)
                #expect(word.body == null.body)
            }
        }

        @Test func `HEAD answers as GET does, without the body`() async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                var head = HTTPCall.get("/health")
                head.method = "HEAD"
                let reply = try await connection.ask(head)
                #expect(reply.status == 200)
                #expect(reply.headers["content-length"] == "15")
                // The connection is still in step: nothing of a body followed.
                let answer = try await connection.ask(.get("/health")).body
                #expect(answer == #"{"health":"ok"}"#)
            }
        }

        @Test func `requests in one packet are answered in order`() async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                let ids = (0..<20).map { "job-\($0)" }
                connection.send(ids.map { HTTPCall.get("/predict/test?id=\($0)").text }.joined())
                for id in ids {
                    let reply = try await connection.reply()
                    #expect(reply.headers["x-request-id"] == id)
                }
            }
        }
    }
}

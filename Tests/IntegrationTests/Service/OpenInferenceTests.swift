import InferenceAPI
import Testing

extension Integration {
    /// The three iris models in one classifier, asked by the Open Inference Protocol.
    @Suite struct OpenInferenceTests {
        static let infer = "/v2/models/iris-setosa/infer"
        static let row = #"{"name":"x","datatype":"FP64","shape":[1,4],"data":[1.0,2.0,3.0,4.0]}"#
        static let probabilities = [0.010870377209106774, 0.9891296227908932]

        @Test(arguments: [
            ("/v2", #"{"name":"chorus","version":"0.1.0","extensions":["binary_tensor_data"]}"#),
            ("/v2/", #"{"name":"chorus","version":"0.1.0","extensions":["binary_tensor_data"]}"#),
            ("/v2/health/live", #"{"live":true}"#), ("/v2/health/ready", #"{"ready":true}"#),
            ("/v2/models", #"{"models":["iris-setosa","iris-versicolor","iris-virginica"]}"#),
            ("/v2/models/iris-setosa/ready", #"{"name":"iris-setosa","ready":true}"#),
            ("/v2/models/iris-setosa/versions/1/ready", #"{"name":"iris-setosa","ready":true}"#),
        ])
        func `documents have exactly these bodies`(target: String, body: String) async throws {
            try await Self.iris { port in
                let reply = try await ask(port, .get(target))
                #expect(reply.status == 200)
                #expect(reply.headers["content-type"] == "application/json")
                #expect(reply.body == body)
            }
        }

        @Test(arguments: ["", "/versions/1"])
        func `metadata names inputs and outputs with their types and shapes`(
            version: String
        ) async throws {
            try await Self.iris { port in
                let reply = try await ask(port, .get("/v2/models/iris-setosa\(version)"))
                let features = ["sepal length", "sepal width", "petal length", "petal width"]
                    .map { #""\#($0) (cm)""# }.joined(separator: ",")
                #expect(
                    reply.body == #"{"name":"iris-setosa","versions":["1"],"platform":"chorus","#
                        + #""inputs":[{"name":"input","datatype":"FP64","shape":[-1,4]}],"#
                        + #""outputs":[{"name":"label","datatype":"BYTES","shape":[-1]},"#
                        + #"{"name":"probabilities","datatype":"FP64","shape":[-1,2]},"#
                        + #"{"name":"decision","datatype":"FP64","shape":[-1,1]}],"#
                        + #""parameters":{"features":[\#(features)],"classes":["setosa","other"]}}"#
                )
                #expect(reply.headers["x-chorus-model"] == Numbers.tags["setosa"])
            }
        }

        @Test func `none asked for means all outputs, as JSON`() async throws {
            try await Self.iris { port in
                let reply = try await ask(
                    port, .post(Self.infer, #"{"id":"7","inputs":[\#(Self.row)]}"#))
                #expect(reply.headers["x-chorus-model"] == Numbers.tags["setosa"])
                #expect(reply.headers["inference-header-content-length"] == nil)
                #expect(reply.headers["content-type"] == "application/json")
                let document = try JSONValue(json: reply.bytes.span)
                #expect(document["model_name"]?.text == "iris-setosa")
                #expect(document["model_version"]?.text == "1")
                #expect(document["id"]?.text == "7")
                let outputs = try #require(document["outputs"]?.elements)
                #expect(outputs.map { $0["name"]?.text } == ["label", "probabilities", "decision"])
                #expect(outputs[0]["data"] == .list([.text("other")]))
                #expect(outputs[1]["shape"] == .list([.integer(1), .integer(2)]))
                #expect(outputs[1]["data"] == .list(Self.probabilities.map { .real($0) }))
            }
        }

        @Test func `outputs come in the order and form asked for`() async throws {
            let outputs =
                #"[{"name":"probabilities","parameters":{"binary_data":true}},{"name":"label"}]"#
            let body = #"{"inputs":[\#(Self.row)],"outputs":\#(outputs)}"#
            try await Self.iris { port in
                let reply = try await ask(port, .post(Self.infer, body))
                #expect(reply.headers["content-type"] == "application/octet-stream")
                let length = try #require(
                    reply.headers["inference-header-content-length"].flatMap { Int($0) })
                #expect(
                    String(decoding: reply.bytes[..<length], as: UTF8.self)
                        == #"{"model_name":"iris-setosa","model_version":"1","outputs":["#
                        + #"{"name":"probabilities","datatype":"FP64","shape":[1,2],"#
                        + #""parameters":{"binary_data_size":16}},"#
                        + #"{"name":"label","datatype":"BYTES","shape":[1],"data":["other"]}]}"#)
                #expect(Array(reply.bytes[length...]) == Self.probabilities.flatMap(Self.bytes))
            }
        }

        @Test func `the same row comes in by many ways`() async throws {
            let values = [1.0, 2.0, 3.0, 4.0]
            let names = ["sepal length", "sepal width", "petal length", "petal width"]
            let columns = zip(names, 1...4).map {
                #"{"name":"\#($0) (cm)","datatype":"INT8","shape":[1],"data":[\#($1)]}"#
            }
            let binary =
                #"{"name":"x","datatype":"FP64","shape":[1,4],"parameters":{"binary_data_size":32}}"#
            let json = [
                Self.row, Self.row.replacing("[1.0,2.0,3.0,4.0]", with: "[[1,2,3,4]]"),
                Self.row.replacing("FP64", with: "FP32"), Self.row.replacing("FP64", with: "INT64"),
                columns.joined(separator: ","), columns.reversed().joined(separator: ","),
                columns.joined(separator: ",").replacing("[1]", with: "[1,1]")
                    .replacing(#""data":[1,1]"#, with: #""data":[1]"#),
            ]
            var calls = json.map { HTTPCall.post(Self.infer, #"{"inputs":[\#($0)]}"#) }
            let head = #"{"inputs":[\#(binary)]}"#
            var call = HTTPCall.post(
                Self.infer, head, type: "application/octet-stream",
                headers: ["Inference-Header-Content-Length: \(head.utf8.count)"])
            call.data = values.flatMap(Self.bytes)
            calls.append(call)
            try await Self.iris { port in
                let connection = try await Connection(port: port)
                for call in calls {
                    let reply = try await connection.ask(call)
                    let data = try JSONValue(json: reply.bytes.span)["outputs"]?.elements?[1][
                        "data"]
                    #expect(data == .list(Self.probabilities.map { .real($0) }), "\(reply.body)")
                }
            }
        }

        @Test func `a raw body is a matrix, and its answer is binary`() async throws {
            var call = HTTPCall.post(
                Self.infer, "", type: "application/octet-stream",
                headers: ["Inference-Header-Content-Length: 0"])
            call.data = [1.0, 2.0, 3.0, 4.0].flatMap(Self.bytes)
            try await Self.iris { port in
                let reply = try await ask(port, call)
                #expect(reply.status == 200)
                let length = try #require(
                    reply.headers["inference-header-content-length"].flatMap { Int($0) })
                let probabilities = Self.probabilities.flatMap(Self.bytes)
                #expect(Array(reply.bytes[length...].dropFirst(9).prefix(16)) == probabilities)
            }
        }

        @Test func `no rows are answered with no rows`() async throws {
            let body = #"{"inputs":[{"name":"x","datatype":"FP64","shape":[0,4],"data":[]}]}"#
            try await Self.iris { port in
                let reply = try await ask(port, .post(Self.infer, body))
                #expect(reply.status == 200)
                #expect(
                    reply.body.contains(
                        #""name":"probabilities","datatype":"FP64","shape":[0,2],"data":[]"#))
            }
        }

        @Test func `a deadline in microseconds is a deadline`() async throws {
            let body = #"{"inputs":[\#(Self.row)],"parameters":{"timeout":0}}"#
            try await Self.iris { port in
                let reply = try await ask(port, .post(Self.infer, body))
                #expect(reply.status == 504)
                #expect(try reply.inferenceError().contains("deadline"))
            }
        }

        static func iris(_ act: (_ port: Int) async throws -> Void) async throws {
            try await Scene.classifier(of: ["\(Scene.root)/Weights"], act)
        }

        static func bytes(_ value: Double) -> [UInt8] {
            (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (8 * $0)) }
        }
    }
}

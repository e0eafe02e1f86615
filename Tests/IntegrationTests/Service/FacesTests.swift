import Testing

extension Integration {
    /// The two faces of a service answer alike.
    @Suite struct FacesTests {
        /// What a client may send to `/predict` and `/predict/label`.
        static let bodies = [
            #"{"data":[[5.1,3.5,1.4,0.2]]}"#, #"{"data":[[1,2,3,4],[5e0,6,7,8]]}"#,
            #" { "id" : 1 , "data" : [ [ 1e-3 , -0 , 3 , 4 ] ] } "#,
            #"{"data":[[1,2,3]]}"#, #"{"data":[[1,2,3,4],[1,2]]}"#, #"{"data":[]}"#, #"{}"#,
            #"{"data":[[1,2,"x",4]]}"#, #"{"data":[[1,2,NaN,4]]}"#, #"{"data":[[1,2,null,4]]}"#,
            "", "nonsense", #"{"data":[[1,2,3,4]]"#, #"{"data":[[01,2,3,4]]}"#,
        ]
        static let headers = [
            [], ["x-request-timeout: 2000"], ["connection: keep-alive"], ["x-request-timeout: x"],
            ["x-request-timeout: 0.0000001"], ["accept: text/html"], ["content-encoding: gzip"],
        ]

        static func calls(_ bodies: [String]) -> [HTTPCall] {
            [
                "/predict", "/predict/label", "/predict?id=job-7", "/predict/label?explain=1",
                "/predict/label?explain=1&id=job-7", "/predict?id=a%20",
                "/predict/label?explain=2",
            ]
            .flatMap { target in
                bodies.flatMap { body in
                    headers.map {
                        HTTPCall.post(target, body, headers: $0 + ["x-request-id: given"])
                    }
                }
            }
        }

        @Test func `a classifier's faces answer alike`() async throws {
            try await Scene.classifier("setosa") { port in
                try await Self.compare(port, Self.calls(Self.bodies))
            }
        }

        @Test func `a classifier's faces infer alike`() async throws {
            let rows = #"{"name":"input","datatype":"FP64","shape":[1,4],"data":[1,2,3,4]}"#
            let bodies = [
                #"{"inputs":[\#(rows)]}"#, #"{"id":"a","inputs":[\#(rows)]}"#,
                #"{"inputs":[\#(rows)],"outputs":[{"name":"label"}]}"#,
                #"{"inputs":[\#(rows)],"outputs":[{"name":"x"}]}"#,
                #"{"inputs":[\#(rows)],"parameters":{"binary_data_output":true}}"#,
                #"{"inputs":[\#(rows)],"parameters":{"timeout":1}}"#,
                #"{"inputs":[\#(rows)],"parameters":{"timeout":5000000}}"#,
                #"{"inputs":[]}"#,
                #"{"inputs":[{"name":"input","datatype":"FP64","shape":[1,3]}]}"#,
                "nonsense", String(repeating: "\u{1}", count: 32),
            ]
            let headers = [
                [], ["content-type: application/json"], ["content-type: text/plain"],
                ["content-type: application/octet-stream"],
                [
                    "inference-header-content-length: 0",
                    "content-type: application/octet-stream",
                ],
                ["inference-header-content-length: 7"], ["inference-header-content-length: x"],
                ["inference-header-content-length: 0", "x-request-timeout: 2000"],
            ]
            let place = "/v2/models/iris-setosa"
            let targets = [
                "\(place)/infer", "\(place)/versions/1/infer", "\(place)/versions/2/infer",
                "/v2/models/other/infer", "/predict",
            ]
            let calls = targets.flatMap { target in
                bodies.flatMap { body in
                    headers.map {
                        HTTPCall.post(
                            target, body, type: nil, headers: $0 + ["x-request-id: given"])
                    }
                }
            }
            try await Scene.classifier("setosa") { port in try await Self.compare(port, calls) }
        }

        @Test func `a proxy's faces answer alike`() async throws {
            // Which members refuse a missing value, and are named, depends on who answers first.
            let bodies = Self.bodies.filter { !$0.contains("N") && !$0.contains("null") }
            try await Scene.iris { port in try await Self.compare(port, Self.calls(bodies)) }
        }

        @Test func `a request cut at any byte is answered alike`() async throws {
            let call = HTTPCall.post("/predict", Self.bodies[0], headers: ["x-request-id: a"])
            try await Scene.iris { port in
                let whole = try await ask(port, call)
                for cut in 1..<call.text.utf8.count {
                    let connection = try await Connection(port: port)
                    connection.send(String(decoding: call.text.utf8.prefix(cut), as: UTF8.self))
                    try await Task.sleep(for: .milliseconds(1))
                    connection.send(String(decoding: call.text.utf8.dropFirst(cut), as: UTF8.self))
                    #expect(try await connection.reply().withoutDate == whole.withoutDate)
                }
            }
        }

        @Test func `requests sent ahead are answered in order, whichever face they are for`()
            async throws
        {
            try await Scene.iris { port in
                let connection = try await Connection(port: port)
                let calls = (0..<40).map { index in
                    index == 30
                        ? HTTPCall.get("/health", headers: ["x-request-id: \(index)"])
                        : .post(
                            index % 3 == 0 ? "/predict/label" : "/predict", Self.bodies[0],
                            headers: ["x-request-id: \(index)"])
                }
                connection.send(calls.map(\.text).joined())
                for index in calls.indices {
                    #expect(try await connection.reply().headers["x-request-id"] == "\(index)")
                }
            }
        }

        /// Asks the hot face by a fresh connection and the ordinary one by one that it has already.
        private static func compare(_ port: Int, _ calls: [HTTPCall]) async throws {
            let ordinary = try await Connection(port: port)
            _ = try await ordinary.ask(.get("/health"))
            var hot = try await Connection(port: port)
            for call in calls {
                let expected = try await ordinary.ask(call)
                let found = try await hot.ask(call)
                #expect(found.withoutDate == expected.withoutDate, "\(call.text)")
                // After what it gives away a connection is the ordinary face's.
                if expected.status != 200 { hot = try await Connection(port: port) }
            }
        }
    }
}

extension Reply {
    /// Times apart, two answers to the same are the same.
    fileprivate var withoutDate: Reply {
        var reply = self
        reply.headers["date"] = reply.headers["date"].map { _ in "" }
        return reply
    }
}

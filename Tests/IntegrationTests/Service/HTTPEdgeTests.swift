import InferenceAPI
import Testing

extension Integration {
    @Suite struct HTTPEdgeTests {
        static let overlong = String(repeating: " ", count: 17 << 20)

        @Test(arguments: ["/predict", "/predict/label"])
        func `a body of 17 MiB is refused with 413`(path: String) async throws {
            try await Scene.classifier("setosa") { port in
                let reply = try await ask(port, .post(path, Self.overlong))
                #expect(reply.status == 413)
                #expect(try reply.problem().detail.contains("16777216"))
                // The next client is served.
                let status = try await ask(port, .get("/health")).status
                #expect(status == 200)
            }
        }

        @Test func `a proxy refuses it too`() async throws {
            try await Scene.proxy(of: [("nobody", 1)]) { port in
                let reply = try await ask(port, .post("/predict", Self.overlong))
                #expect(reply.status == 413)
                #expect(try reply.problem().type == "/problems/too-large")
            }
        }

        @Test func `a client that waits for 100-continue is spared sending it`() async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                let length = Self.overlong.utf8.count
                connection.send(
                    "POST /predict HTTP/1.1\r\nhost: test\r\nexpect: 100-continue\r\n"
                        + "content-type: application/json\r\ncontent-length: \(length)\r\n\r\n")
                let reply = try await connection.reply()
                #expect(reply.status == 413)
                #expect(reply.interim.isEmpty)
                #expect(try reply.problem().detail.contains("16777216"))
            }
        }

        @Test func `100-continue is answered where the body is welcome`() async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                let body = Numbers.bookRow
                connection.send(
                    "POST /predict HTTP/1.1\r\nhost: test\r\nexpect: 100-continue\r\n"
                        + "content-type: application/json\r\n"
                        + "content-length: \(body.utf8.count)\r\n\r\n")
                try await connection.interim(100)
                connection.send(body)
                let reply = try await connection.reply()
                #expect(reply.status == 200)
                let status = try await connection.ask(.get("/health")).status
                #expect(status == 200)
            }
        }

        @Test func `a chunked body without a length is limited as well`() async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                connection.send(
                    "POST /predict HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n")
                let chunk = "100000\r\n" + String(repeating: " ", count: 1 << 20) + "\r\n"
                for _ in 0..<17 { connection.send(chunk) }
                connection.send("0\r\n\r\n")
                let reply = try await connection.reply()
                #expect(reply.status == 413)
                _ = try reply.problem()
            }
        }

        @Test func `a chunked body is a body`() async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                connection.send(
                    "POST /predict HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n\r\n")
                for piece in ["{\"data\":[[1,", "2,3,4]", "]}"] {
                    connection.send("\(String(piece.utf8.count, radix: 16))\r\n\(piece)\r\n")
                }
                connection.send("0\r\n\r\n")
                let book = try #require(Numbers.book["setosa"])
                let answer = try await connection.reply().body
                #expect(answer == #"{"prediction":\#(book)}"#)
            }
        }

        @Test(arguments: [
            "\u{16}\u{3}\u{1} this is no HTTP\r\n\r\n", "GET /health\r\n\r\n",
            "GET /health HTTP/1.1\r\nno colon here\r\n\r\n",
            "POST /predict HTTP/1.1\r\nhost: test\r\ncontent-length: many\r\n\r\n",
        ])
        func `bytes that are no HTTP are answered with a problem`(bytes: String) async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                connection.send(bytes)
                let reply = try await connection.reply()
                #expect(reply.status == 400)
                #expect(try reply.problem().type == "/problems/bad-request")
                #expect(await connection.closesSilently())
            }
        }

        @Test(arguments: [1 << 17, 1 << 20])
        func `a head over the limit is answered with a problem`(bytes: Int) async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                let filler = String(repeating: "x", count: bytes)
                connection.send("GET /health HTTP/1.1\r\nhost: test\r\nfiller: \(filler)\r\n\r\n")
                let reply = try await connection.reply()
                #expect((400..<500).contains(reply.status))
                _ = try reply.problem()
            }
        }

        @Test(arguments: [
            "1.0\r\n", "1.0\r\nconnection: keep-alive\r\n", "1.1\r\nconnection: close\r\n",
            "1.1\r\nConnection: Close\r\n", "1.1\r\nconnection: TE, close\r\n",
        ])
        func `a client that wants one answer gets it and the end`(rest: String) async throws {
            try await Scene.classifier("setosa") { port in
                let connection = try await Connection(port: port)
                connection.send("GET /health HTTP/\(rest)\r\n")
                let reply = try await connection.reply()
                #expect(reply.body == #"{"health":"ok"}"#)
                #expect(reply.headers["connection"] == "close")
                #expect(await connection.closesSilently())
            }
        }

        @Test func `a deadline that is over at once is 504`() async throws {
            try await Scene.classifier("setosa") { port in
                let call = HTTPCall.post(
                    "/predict", Numbers.rows(1_000), headers: ["X-Request-Timeout: 0.000001"])
                let reply = try await ask(port, call)
                #expect(reply.status == 504)
                #expect(try reply.problem().type == "/problems/deadline-passed")
            }
        }
    }
}

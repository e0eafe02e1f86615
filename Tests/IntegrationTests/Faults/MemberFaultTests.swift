import InferenceAPI
import Testing

/// What a member does, and what it is called.
struct MemberFault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let code: FailureCode
    /// The status of fail mode.
    let status: Int
    /// Words of the failure's detail.
    let says: String
    let script: Fake.Script

    init(
        _ name: String, _ code: FailureCode, _ status: Int, says: String,
        _ script: @escaping Fake.Script
    ) {
        testDescription = name
        (self.code, self.status, self.says, self.script) = (code, status, says, script)
    }

    static func answer(_ name: String, _ bytes: String, says: String) -> MemberFault {
        MemberFault(name, .badAnswer, 502, says: says) { _ in [.send(bytes)] }
    }

    private static let half = "HTTP/1.1 200 OK\r\ncontent-length: 40\r\n\r\n{\"prediction\":[0.2"

    static let all: [MemberFault] = [
        .init("silent", .timeout, 504, says: "bad did not answer in time") { _ in [] },
        .init("half a body, then silent", .timeout, 504, says: "in time") { _ in [.send(half)] },
        .init("half a body, then closed", .unreachable, 502, says: "closed the connection") { _ in
            [.send(half), .close]
        },
        .init("half a head, then closed", .unreachable, 502, says: "closed the connection") { _ in
            [.send("HTTP/1.1 200 OK\r\nconte"), .close]
        },
        .init("closed unanswered", .unreachable, 502, says: "closed the connection") { _ in
            [.close]
        },
        .init("reset", .unreachable, 502, says: "closed the connection") { _ in [.reset] },
        .init("status 503", .overloaded, 503, says: "bad answered 503: busy") { _ in
            [.send(.status("503 Service Unavailable", #"{"detail":"busy"}"#))]
        },
        .init("status 429", .overloaded, 503, says: "429") { _ in
            [.send(.status("429 Too Many Requests", ""))]
        },
        .init("status 504", .timeout, 504, says: "504") { _ in
            [.send(.status("504 Gateway Timeout", ""))]
        },
        .init("422 from one only", .rejected, 502, says: "five features, please") { _ in
            [.send(.status("422 Unprocessable Content", #"{"detail":"five features, please"}"#))]
        },
        .init("404 without a body", .rejected, 502, says: "404") { _ in
            [.send(.status("404 Not Found", ""))]
        },
        .answer("status 500", .status("500 Oops", #"{"detail":"broken"}"#), says: "500: broken"),
        .answer("no JSON", .ok("hello"), says: "not valid JSON"),
        .answer("JSON cut short", .ok(#"{"prediction":[0.1"#), says: "not valid JSON"),
        .answer("an empty body", .ok(""), says: "not valid JSON"),
        .answer("no prediction", .ok(#"{"answer":[1]}"#), says: "no key \"prediction\""),
        .answer("a null prediction", .ok(#"{"prediction":null}"#), says: "null"),
        .answer("two rows for one", .ok(#"{"prediction":[[0.1],[0.9]]}"#), says: "2 rows"),
        .answer("no rows for one", .ok(#"{"prediction":[]}"#), says: "0 rows"),
        .answer("words for numbers", .ok(#"{"prediction":["0.1"]}"#), says: "string"),
        .answer("no HTTP", "SSH-2.0-OpenSSH_9.6\r\n", says: "not HTTP/1.1"),
        .answer("another protocol", "HTTP/2.0 200 OK\r\n\r\n", says: "not HTTP/1.1"),
        .answer("a protocol switch", "HTTP/1.1 101 Switch\r\n\r\n", says: "not HTTP/1.1"),
        .answer(
            "two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}",
            says: "content-length"),
        .answer(
            "a huge length", "HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n",
            says: "a body of more than"),
        .answer(
            "a bad chunk", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
            says: "chunk"),
        .answer(
            "a huge head",
            "HTTP/1.1 200 OK\r\nfiller: \(String(repeating: "x", count: 1 << 18))",
            says: "head of more than 65536 bytes"),
        .answer(
            "a huge whole head",
            "HTTP/1.1 200 OK\r\ncontent-length: 26\r\n"
                + "filler: \(String(repeating: "x", count: 1 << 18))"
                + "\r\n\r\n{\"prediction\":[0.25,0.75]}",
            says: "head of more than 65536 bytes"),
    ]
}

extension Integration {
    @Suite struct MemberFaultTests {
        @Test(arguments: MemberFault.all)
        func `partial mode answers what arrived and names the rest`(
            fault: MemberFault
        ) async throws {
            let bad = Fake.predicting(fault.script)
            try await Trio.scene(bad, { $0.partial() }) { port in
                // Twice: the first fault must not spoil the next call.
                for _ in 0..<2 {
                    let reply = try await ask(port, .post("/predict", Numbers.bookRow))
                    #expect(reply.status == 200)
                    #expect(reply.headers["x-chorus-partial"] == "bad;\(fault.code)")
                    let entry = try #require(try Self.entry(in: reply.body))
                    #expect(entry["code"]?.text == fault.code.rawValue)
                    #expect(entry["detail"]?.text?.contains(fault.says) == true, "\(reply.body)")
                }
                let label = try await ask(port, .post("/predict/label", Numbers.bookRow))
                #expect(label.body == #"{"prediction":{"proba":0.25,"label":"a"}}"#)
                #expect(label.headers["x-chorus-partial"] == "bad;\(fault.code)")
            }
        }

        @Test(arguments: MemberFault.all) func `fail mode names the member with the fault's status`(
            fault: MemberFault
        ) async throws {
            let bad = Fake.predicting(fault.script)
            try await Trio.scene(bad, { $0.failing() }) { port in
                for path in ["/predict", "/predict/label"] {
                    let reply = try await ask(port, .post(path, Numbers.bookRow))
                    let problem = try reply.problem()
                    #expect(reply.status == fault.status)
                    #expect(problem.detail.contains("bad"), "\(problem.detail)")
                    #expect(problem.detail.contains(fault.says), "\(problem.detail)")
                    #expect(!problem.detail.contains("bad: bad"), "\(problem.detail)")
                    #expect((reply.headers["retry-after"] != nil) == (fault.status == 503))
                }
                // The process is well.
                let status = try await ask(port, .get("/health")).status
                #expect(status == 200)
            }
        }

        private static func entry(in body: String) throws -> JSONValue? {
            try JSONValue(json: Array(body.utf8).span)["bad"]?["error"]
        }
    }
}

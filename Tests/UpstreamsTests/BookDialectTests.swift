import FanOut
import InferenceAPI
import NIOCore
import Testing

@testable import Upstreams

@Suite struct BookDialectTests {
    static let predict = Operation.predict(body: ByteBuffer(string: "{}"), rows: 2)

    @Test(
        "a status other than 200 is a failure of its kind",
        arguments: [
            (400, .rejected), (404, .rejected), (413, .rejected), (422, .rejected),
            (408, .timeout), (504, .timeout), (429, .overloaded), (503, .overloaded),
            (201, .badAnswer), (204, .badAnswer), (302, .badAnswer), (500, .badAnswer),
            (502, .badAnswer), (999, .badAnswer),
        ] as [(Int, FailureCode)])
    func statuses(status: Int, code: FailureCode) throws {
        let failure = try #require(verdict(status, #"{"detail":"why"}"#))

        #expect(failure.code == code)
        #expect(failure.rejection == (code == .rejected ? status : nil))
        #expect(failure.detail == (code == .rejected ? "why" : "setosa answered \(status): why"))
    }

    @Test(
        "a member that gives no reason is named with its status",
        arguments: [(422, "setosa rejects it with 422."), (500, "setosa answered 500.")])
    func withoutReason(status: Int, detail: String) {
        #expect(verdict(status, "<html>")?.detail == detail)
    }

    @Test(
        "each operation has its method and target",
        arguments: [
            (Self.predict, "POST /predict?id=job HTTP/1.1"),
            (.test, "GET /predict/test?id=job HTTP/1.1"), (.health, "GET /health HTTP/1.1"),
            (.ready, "GET /readyz HTTP/1.1"), (.metadata, "GET /metadata HTTP/1.1"),
            (.labels, "GET /label HTTP/1.1"),
        ] as [(Upstreams.Operation, String)])
    func requestLines(operation: Upstreams.Operation, line: String) throws {
        let head = try head(of: operation)

        #expect(head.first == line)
        #expect(head.contains("host: setosa:8000"))
        // An empty line ends the head, and behind it is the body.
        #expect(head.suffix(2) == ["", operation.bodyText])
    }

    @Test("a prediction carries the client's bytes and says how long they are")
    func predictionHead() throws {
        let fields = try head(of: Self.predict).map { $0.lowercased() }

        #expect(fields.contains("content-length: 2"))
        #expect(fields.contains("content-type: application/json"))
        #expect(fields.contains("x-request-timeout: 1500"))
        #expect(fields.contains("x-request-id: job"))
    }

    private func verdict(
        _ status: Int, _ body: String
    ) -> Failure? {
        UpstreamResponse(status: status, body: ByteBuffer(string: body)).failure(from: "setosa")
    }

    private func head(of operation: Upstreams.Operation) throws -> [String] {
        let id = try #require(RequestID("job"))
        let request = BookDialect().request(operation, id: id)
        var head = ByteBuffer()
        var host = HostLines(authority: "setosa:8000")
        request.write(to: host.bytes(remaining: 1_500_000_000), &head)
        let text = String(buffer: head)
        return text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    }
}

extension Upstreams.Operation {
    fileprivate var bodyText: String {
        switch self {
        case .predict(let body, _), .label(let body, _): String(buffer: body)
        case .test, .health, .ready, .metadata, .labels, .model: ""
        }
    }
}

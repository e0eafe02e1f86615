import Testing

/// A request as a test writes it.
struct HTTPCall: Sendable, CustomTestStringConvertible {
    var method = "GET"
    var target: String
    var headers: [String] = []
    var body: String?
    /// Bytes behind the body's text.
    var data: [UInt8] = []

    static func get(_ target: String, headers: [String] = []) -> HTTPCall {
        HTTPCall(target: target, headers: headers)
    }

    static func post(
        _ target: String, _ body: String, type: String? = "application/json",
        headers: [String] = []
    ) -> HTTPCall {
        let typed = type.map { ["content-type: \($0)"] } ?? []
        return HTTPCall(method: "POST", target: target, headers: typed + headers, body: body)
    }

    var text: String {
        var lines = ["\(method) \(target) HTTP/1.1", "host: test"] + headers
        if let body { lines.append("content-length: \(body.utf8.count + data.count)") }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }

    var testDescription: String { "\(method) \(target) \((body ?? "").prefix(60))" }
}

/// Asks over a connection of its own.
func ask(_ port: Int, _ call: HTTPCall) async throws -> Reply {
    try await Connection(port: port).ask(call)
}

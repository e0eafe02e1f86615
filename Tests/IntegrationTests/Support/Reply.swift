import InferenceAPI

/// An HTTP response as a test looks at it.
struct Reply: Equatable {
    var status: Int
    /// Names in lower case.
    var headers: [String: String]
    var body: String
    /// The body as it came.
    var bytes: [UInt8] = []
    /// Statuses of the interim responses (100) that came before it.
    var interim: [Int] = []

    /// The problem that the body is; it must say its own status and be declared as one.
    func problem() throws -> Problem {
        guard headers["content-type"] == ContentTypes.problem else {
            throw Unexpected("the answer is no problem: \(self)")
        }
        let problem = try Problem(json: Array(body.utf8).span)
        guard problem.status == status, !problem.detail.isEmpty, !problem.title.isEmpty else {
            throw Unexpected("the problem is not whole: \(self)")
        }
        return problem
    }
}

extension Reply {
    /// The Open Inference Protocol's error that the body is.
    func inferenceError() throws -> String {
        guard headers["content-type"] == ContentTypes.json,
            let document = try JSONValue(json: bytes.span).members, document.count == 1,
            document[0].key == "error", let text = document[0].value.text, !text.isEmpty
        else { throw Unexpected("the answer is no error of the protocol: \(self)") }
        return text
    }
}

struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

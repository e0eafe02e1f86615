extension Problem {
    /// Reads a problem; members that are missing are as RFC 9457 has them (`about:blank`).
    public init(json: Span<UInt8>) throws(DocumentError) {
        let document = try JSONValue(json: json)
        guard let members = document.members else {
            throw .wrongType(key: "", expected: "an object")
        }
        let own = ["type", "title", "status", "detail", "request_id"]
        self.init(
            type: document["type"]?.text ?? "about:blank",
            title: document["title"]?.text ?? "",
            status: document["status"]?.integer ?? 0,
            detail: document["detail"]?.text ?? "",
            requestID: document["request_id"]?.text,
            extensions: members.filter { !own.contains($0.key) })
    }

    /// Characters of a member's detail that are passed on at most.
    public static let maximumDetail = 500

    /// What a member says about its own failure, whichever stack it runs on: a problem's `detail`,
    /// FastAPI's `detail` (a string, or a list of `msg`), or the `error` of the Open Inference
    /// Protocol. Nil where the body says nothing that can be read.
    public static func detail(of body: Span<UInt8>) -> String? {
        guard let document = try? JSONValue(json: body) else { return nil }
        let text =
            document["detail"]?.text ?? document["detail"]?.validationMessages
            ?? document["error"]?.text ?? document["title"]?.text
        return text.flatMap { $0.isEmpty ? nil : String($0.prefix(maximumDetail)) }
    }
}

extension JSONValue {
    /// FastAPI's list of what did not validate: `loc: msg` of each, joined.
    fileprivate var validationMessages: String? {
        let messages = (elements ?? []).compactMap { element -> String? in
            guard let message = element["msg"]?.text else { return nil }
            let place = (element["loc"]?.elements ?? []).compactMap(\.placeName)
            return place.isEmpty ? message : "\(place.joined(separator: ".")): \(message)"
        }
        return messages.isEmpty ? nil : messages.joined(separator: "; ")
    }

    private var placeName: String? {
        switch self {
        case .text(let text): text
        case .integer(let index): String(index)
        case .real, .boolean, .null, .list, .object: nil
        }
    }
}

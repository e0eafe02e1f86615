/// The value of `X-Chorus-Partial`: which services are missing from an answer, and why.
///
/// Written `versicolor;timeout, virginica;unreachable`.
public struct PartialHeader: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public var service: String
        public var code: FailureCode

        public init(service: String, code: FailureCode) {
            self.service = service
            self.code = code
        }
    }

    /// In route order.
    public var entries: [Entry]

    public init(_ entries: [Entry]) {
        self.entries = entries
    }

    public var text: String {
        entries.map { "\($0.service);\($0.code.rawValue)" }.joined(separator: ", ")
    }

    /// Reads a header's value; nil where an entry is malformed or its code unknown.
    public init?(_ text: String) {
        entries = []
        guard text.contains(where: { $0 != " " }) else { return }
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = piece.split(separator: ";", omittingEmptySubsequences: false)
                .map { String($0.trimmingSpaces) }
            guard parts.count == 2, Self.isName(parts[0]),
                let code = FailureCode(rawValue: parts[1])
            else { return nil }
            entries.append(Entry(service: parts[0], code: code))
        }
    }

    /// It is written into other heads: nothing may stand there but a service's name, with those of the
    /// proxies before it.
    private static func isName(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy(RequestID.isAllowed)
    }
}

extension Substring {
    /// Without the spaces at both ends.
    fileprivate var trimmingSpaces: Substring {
        var rest = drop { $0 == " " }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}

import InferenceAPI

/// The lines of a request that differ from member to member: the host's name and the milliseconds that
/// remain, which most requests have in common.
struct HostLines {
    private let host: [UInt8]
    private var remaining: UInt64 = 0
    private var lines: [UInt8] = []

    init(authority: String) {
        host = Array("\(authority)\r\n\(HeaderNames.requestTimeout): ".utf8)
    }

    /// The value of `host` to that of `x-request-timeout`, both included.
    ///
    /// - Parameter remaining: of the deadline, nanoseconds.
    mutating func bytes(remaining: UInt64) -> [UInt8] {
        let milliseconds = RequestTimeout.milliseconds(remaining: remaining)
        if milliseconds != self.remaining {
            self.remaining = milliseconds
            lines.removeAll(keepingCapacity: true)
            lines += host
            JSONText.integer(milliseconds, to: &lines)
        }
        return lines
    }
}

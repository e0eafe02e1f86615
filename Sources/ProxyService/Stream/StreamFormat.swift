import HTTPTypes
import Hummingbird
import InferenceAPI

/// How a stream is written: as server-sent events (HTML Living Standard, section 9.2), or as one JSON
/// object a line.
enum StreamFormat {
    case events
    case lines

    /// What the client accepts decides; events where it says nothing.
    init(_ request: Request) {
        let accepted = request.headers[.accept]?.lowercased() ?? ""
        self = accepted.contains(ContentTypes.lines) ? .lines : .events
    }

    var contentType: String {
        switch self {
        case .events: ContentTypes.eventStream
        case .lines: ContentTypes.lines
        }
    }

    /// What keeps an idle connection open, and tells that the client is still there.
    var heartbeat: [UInt8] {
        switch self {
        case .events: Array(": waiting\n\n".utf8)
        case .lines: Array("\n".utf8)
        }
    }

    /// One event; the members of its JSON object are given without braces.
    func event(_ name: String, _ members: [UInt8]) -> [UInt8] {
        // Services may write their JSON on several lines; no text in it holds a line break as it is.
        let members = members.map { byte in
            byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") ? UInt8(ascii: " ") : byte
        }
        var bytes: [UInt8] = []
        switch self {
        case .events:
            bytes += "event: \(name)\ndata: {".utf8
            bytes += members
            bytes += "}\n\n".utf8
        case .lines:
            bytes += "{\"event\":\"\(name)\",".utf8
            bytes += members
            bytes += "}\n".utf8
        }
        return bytes
    }
}

/// Reads responses from bytes; strict enough for tests, and of no other use.
struct ReplyReader {
    var unread: [UInt8] = []
    private(set) var interim: [Int] = []

    /// The next complete response; nil while bytes are missing.
    mutating func next(toHead: Bool) throws -> Reply? {
        while let end = endOfHead {
            var reply = try Self.head(unread[..<end])
            if reply.status < 200 {
                interim.append(reply.status)
                unread.removeFirst(end + 4)
                continue
            }
            if reply.headers["transfer-encoding"] == "chunked", !toHead {
                guard let (body, next) = chunks(from: end + 4) else { return nil }
                (reply.bytes, reply.interim) = (body, interim)
                reply.body = String(decoding: body, as: UTF8.self)
                interim = []
                unread.removeFirst(next)
                return reply
            }
            let length = toHead ? 0 : Int(reply.headers["content-length"] ?? "")
            guard let length else { throw Unexpected("no content-length in \(reply)") }
            guard unread.count >= end + 4 + length else { return nil }
            reply.bytes = Array(unread[(end + 4)..<(end + 4 + length)])
            reply.body = String(decoding: reply.bytes, as: UTF8.self)
            reply.interim = interim
            interim = []
            unread.removeFirst(end + 4 + length)
            return reply
        }
        return nil
    }

    /// The body in chunks from a place on, and where it ends; nil while bytes are missing.
    private func chunks(from start: Int) -> (body: [UInt8], next: Int)? {
        var body: [UInt8] = []
        var place = start
        while let end = unread[place...].firstIndex(of: 10) {
            let digits = String(decoding: unread[place..<end], as: UTF8.self).prefix {
                $0 != "\r" && $0 != "\r\n"
            }
            guard let size = Int(digits, radix: 16), unread.count >= end + 1 + size + 2 else {
                return nil
            }
            body += unread[end + 1..<end + 1 + size]
            place = end + 1 + size + 2
            if size == 0 { return (body, place) }
        }
        return nil
    }

    private var endOfHead: Int? {
        guard unread.count >= 4 else { return nil }
        return (0...(unread.count - 4)).first {
            unread[$0] == 13 && unread[$0 + 1] == 10 && unread[$0 + 2] == 13 && unread[$0 + 3] == 10
        }
    }

    private static func head(_ bytes: ArraySlice<UInt8>) throws -> Reply {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count >= 2, let status = Int(words[1]) else {
            throw Unexpected("no status line in \(lines)")
        }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw Unexpected("\(line)") }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        return Reply(status: status, headers: headers, body: "")
    }
}

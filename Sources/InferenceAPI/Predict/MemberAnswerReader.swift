/// Reads a member's answer in one pass; where the values go is the sink's affair.
struct MemberAnswerReader<Sink: CellSink> {
    typealias Cursor = JSONCursor<MemberAnswerError>

    let rows: Int
    var sink: Sink
    var columns = 0

    static func read(
        _ json: Span<UInt8>, rows: Int, into sink: Sink
    ) throws(MemberAnswerError) -> MemberAnswerReader {
        precondition(rows >= 1)
        return try Cursor.read(json) { (cursor) throws(MemberAnswerError) in
            var reader = MemberAnswerReader(rows: rows, sink: sink)
            try reader.body(&cursor)
            return reader
        }
    }

    private init(rows: Int, sink: Sink) {
        self.rows = rows
        self.sink = sink
    }

    private mutating func body(_ cursor: inout Cursor) throws(MemberAnswerError) {
        try expect(.object, &cursor)
        var isFound = false
        if try cursor.openObject() {
            repeat {
                let key = cursor.position
                guard try cursor.key(is: "prediction") else {
                    try cursor.skipValue(depth: 1)
                    continue
                }
                guard !isFound else { throw .duplicatePrediction(offset: key) }
                isFound = true
                try prediction(&cursor)
            } while try cursor.nextMember()
        }
        try cursor.finish()
        guard isFound else { throw .missingPrediction }
    }

    private mutating func prediction(_ cursor: inout Cursor) throws(MemberAnswerError) {
        try expect(.list, &cursor)
        let start = cursor.position
        guard try cursor.openList() else { throw .wrongRows(found: 0, expected: rows) }
        guard try cursor.nextKind() == .list else {
            // The answer of one row: a flat list.
            guard rows == 1 else { throw .wrongRows(found: 1, expected: rows) }
            columns = try numbers(&cursor)
            sink.endRow(start..<cursor.position)
            return
        }
        var found = 0
        repeat {
            try row(found, &cursor)
            found += 1
        } while try cursor.nextElement()
        guard found == rows else { throw .wrongRows(found: found, expected: rows) }
    }

    private mutating func row(_ row: Int, _ cursor: inout Cursor) throws(MemberAnswerError) {
        try expect(.list, &cursor)
        let start = cursor.position
        guard try cursor.openList() else { throw .emptyRow(row: row) }
        let found = try numbers(&cursor)
        sink.endRow(start..<cursor.position)
        guard row == 0 || found == columns else {
            throw .ragged(row: row, found: found, expected: columns)
        }
        columns = found
    }

    /// Takes the elements of an opened list up to its end, and says how many there were.
    private mutating func numbers(_ cursor: inout Cursor) throws(MemberAnswerError) -> Int {
        var found = 0
        repeat {
            try number(&cursor)
            found += 1
        } while try cursor.nextElement()
        return found
    }

    @inline(__always)
    private mutating func number(_ cursor: inout Cursor) throws(MemberAnswerError) {
        let kind = try cursor.nextKind()
        if kind == .number {
            let number = try cursor.number()
            _ = sink.take(number, at: cursor)
        } else if cursor.take(word: "null") {
            sink.take(nonFinite: .nan)
        } else {
            try expect(.number, &cursor)
        }
    }

    private func expect(
        _ kind: JSONKind, _ cursor: inout Cursor
    ) throws(MemberAnswerError) {
        let found = try cursor.nextKind()
        guard found == kind else {
            throw .wrongType(offset: cursor.position, expected: kind, found: found)
        }
    }
}

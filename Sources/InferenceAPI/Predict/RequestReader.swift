/// Reads a request in one pass; where the values go is the sink's affair.
struct RequestReader<Sink: CellSink> {
    typealias Cursor = JSONCursor<PredictRequestError>

    let limits: RequestLimits
    var sink: Sink
    var rows = 0
    var columns = 0
    var firstNonFinite: CellPosition?

    static func read(
        _ json: Span<UInt8>, limits: RequestLimits, into sink: Sink
    ) throws(PredictRequestError) -> RequestReader {
        guard json.count <= limits.bodyBytes else {
            throw .tooManyBytes(found: json.count, limit: limits.bodyBytes)
        }
        return try Cursor.read(json) { (cursor) throws(PredictRequestError) in
            var reader = RequestReader(limits: limits, sink: sink)
            try reader.body(&cursor)
            return reader
        }
    }

    init(limits: RequestLimits, sink: Sink) {
        self.limits = limits
        self.sink = sink
    }

    private mutating func body(_ cursor: inout Cursor) throws(PredictRequestError) {
        try expect(.object, &cursor)
        var isFound = false
        if try cursor.openObject() {
            repeat {
                let key = cursor.position
                guard try cursor.key(is: "data") else {
                    try cursor.skipValue(depth: 1)
                    continue
                }
                guard !isFound else { throw .duplicateData(offset: key) }
                isFound = true
                try data(&cursor)
            } while try cursor.nextMember()
        }
        try cursor.finish()
        guard isFound else { throw .missingData }
    }

    private mutating func data(_ cursor: inout Cursor) throws(PredictRequestError) {
        try expect(.list, &cursor)
        guard try cursor.openList() else { throw .emptyData }
        repeat {
            guard rows < limits.rows else { throw .tooManyRows(limit: limits.rows) }
            try row(&cursor)
        } while try cursor.nextElement()
    }

    private mutating func row(_ cursor: inout Cursor) throws(PredictRequestError) {
        try expect(.list, &cursor, row: rows)
        let start = cursor.position
        guard try cursor.openList() else { throw .emptyRow(row: rows) }
        let bound = rows == 0 ? limits.features : columns
        var found = 0
        repeat {
            if found < bound {
                try cell(&cursor, column: found)
            } else {
                try surplusCell(&cursor, column: found)
            }
            found += 1
        } while try cursor.nextElement()
        guard found <= limits.features || rows > 0 else {
            throw .tooManyFeatures(row: rows, found: found, limit: limits.features)
        }
        guard found == columns || rows == 0 else {
            throw .ragged(row: rows, found: found, expected: columns)
        }
        columns = found
        rows += 1
        sink.endRow(start..<cursor.position)
    }
}

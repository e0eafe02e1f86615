extension RequestReader {
    /// Reads one value of a row.
    @inline(__always)
    mutating func cell(_ cursor: inout Cursor, column: Int) throws(PredictRequestError) {
        cursor.skipWhitespace()
        let first = cursor.byte()
        let leading = first == UInt8(ascii: "-") ? cursor.byte(ahead: 1) : first
        guard leading &- UInt8(ascii: "0") <= 9 else {
            return try word(&cursor, column: column)
        }
        let number = try cursor.number()
        if !sink.take(number, at: cursor) { noteNonFinite(column: column) }
    }

    /// Reads a value past the bound of its row: to tell how many there are, but not to keep.
    func surplusCell(_ cursor: inout Cursor, column: Int) throws(PredictRequestError) {
        var surplus = RequestReader<FinitenessSink>(
            limits: limits, sink: FinitenessSink(takesTexts: sink.takesTexts))
        surplus.rows = rows
        try surplus.cell(&cursor, column: column)
    }

    /// Reads one of the words that stand for no finite number.
    private mutating func word(
        _ cursor: inout Cursor, column: Int
    ) throws(PredictRequestError) {
        if cursor.take(word: "null") || cursor.take(word: "NaN") {
            sink.take(nonFinite: .nan)
        } else if cursor.take(word: "Infinity") {
            sink.take(nonFinite: .infinity)
        } else if cursor.take(word: "-Infinity") {
            sink.take(nonFinite: -.infinity)
        } else {
            return try other(&cursor, column: column)
        }
        noteNonFinite(column: column)
    }

    /// Reads a text where the sink takes one; any other value is at fault.
    private mutating func other(
        _ cursor: inout Cursor, column: Int
    ) throws(PredictRequestError) {
        let found = try cursor.nextKind()
        if found == .text, sink.takesTexts { return sink.take(text: try cursor.string()) }
        guard found != .number, found != .null else { throw cursor.failure(.badNumber) }
        throw .wrongType(
            offset: cursor.position, expected: .number, found: found, row: rows, column: column)
    }

    private mutating func noteNonFinite(column: Int) {
        if firstNonFinite == nil { firstNonFinite = CellPosition(row: rows, column: column) }
    }

    /// Checks what the next value is, without taking it.
    @inline(__always)
    func expect(
        _ kind: JSONKind, _ cursor: inout Cursor, row: Int? = nil
    ) throws(PredictRequestError) {
        let found = try cursor.nextKind()
        guard found == kind else {
            let offset = cursor.position
            // Something that only begins like another value is no JSON at all.
            try cursor.skipValue(depth: 0)
            throw .wrongType(
                offset: offset, expected: kind, found: found, row: row, column: nil)
        }
    }
}

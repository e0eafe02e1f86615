extension TableRows {
    /// Reads records of RFC 4180: fields between commas, in double quotes where need be, a quote
    /// inside doubled; lines end in LF or CRLF, and empty ones are passed over.
    ///
    /// A number may have spaces around it. An empty field and `nan`, `na` or `null` in whatever
    /// case is a missing number, an empty field without quotes a missing text.
    public init(csv text: Span<UInt8>, layout: TableLayout) {
        guard !text.isEmpty else {
            self = RowCollector(layout: layout, byteCount: 0).rows(lineCount: 0)
            return
        }
        self = JSONCursor<RowFault>.visit(text) { cursor in
            var reader = CSVReader(layout: layout, byteCount: cursor.count)
            return reader.read(&cursor)
        }
    }
}

/// Reads a piece of a CSV file record by record.
struct CSVReader {
    typealias Cursor = JSONCursor<RowFault>

    let layout: TableLayout
    var rows: RowCollector
    var line = 0

    init(layout: TableLayout, byteCount: Int) {
        self.layout = layout
        rows = RowCollector(layout: layout, byteCount: byteCount)
    }

    mutating func read(_ cursor: inout Cursor) -> TableRows {
        while !cursor.isAtEnd {
            let (start, firstLine) = (cursor.position, line)
            if cursor.takeLineEnd() {
                line += 1
                continue
            }
            do throws(RowFault) {
                rows.begin()
                try record(&cursor)
                rows.end(line: firstLine)
            } catch {
                rows.reject(line: firstLine, error)
                cursor.rewind(to: start)
                line = firstLine + cursor.skipRecord()
            }
            if cursor.takeLineEnd() { line += 1 }
        }
        return rows.rows(lineCount: line)
    }

    @inline(__always)
    private mutating func record(_ cursor: inout Cursor) throws(RowFault) {
        let expected = layout.fields.count
        var found = 0
        repeat {
            if found < expected, let feature = layout.fields[found] {
                try field(&cursor, feature)
            } else {
                line += cursor.skipField()
            }
            found &+= 1
        } while cursor.take(UInt8(ascii: ","))
        guard cursor.isAtRecordEnd else { throw .misplacedQuote(name(ofField: found - 1)) }
        guard found == expected else { throw .fields(found: found, expected: expected) }
    }

    private func name(ofField field: Int) -> String {
        guard layout.fields.indices.contains(field), let feature = layout.fields[field] else {
            return "field \(field + 1)"
        }
        return layout.features[feature].name
    }

    @inline(__always)
    private mutating func field(_ cursor: inout Cursor, _ feature: Int) throws(RowFault) {
        switch layout.features[feature].kind {
        case .number: try rows.take(try number(&cursor, feature), feature)
        case .integer:
            let value = try integer(&cursor, feature)
            rows.take(value, feature)
        case .text:
            let (text, isQuoted) = try cursor.field(line: &line, layout.features[feature].name)
            rows.take(text.isEmpty && !isQuoted ? nil : text, feature)
        }
    }

    @inline(__always)
    private mutating func number(
        _ cursor: inout Cursor, _ feature: Int
    ) throws(RowFault) -> Double {
        if let value = cursor.plainNumber() { return value }
        let name = layout.features[feature].name
        let text = try cursor.field(line: &line, name).text
        guard let value = FieldNumber.parse(text) else { throw .notNumber(name, found: text) }
        return value
    }

    private mutating func integer(
        _ cursor: inout Cursor, _ feature: Int
    ) throws(RowFault) -> Int64 {
        let name = layout.features[feature].name
        let text = try cursor.field(line: &line, name).text
        if let value = Int64(text) { return value }
        guard let value = FieldNumber.parse(text) else { throw .notInteger(name, found: text) }
        return try layout.integer(value, feature)
    }
}

/// The ways to write a number in a CSV field beyond those of JSON.
enum FieldNumber {
    /// Nil where the text is no number; NaN where it is missing.
    static func parse(_ text: String) -> Double? {
        var text = text[...]
        while text.utf8.first == 0x20 || text.utf8.first == 0x09 { text = text.dropFirst() }
        while text.utf8.last == 0x20 || text.utf8.last == 0x09 { text = text.dropLast() }
        switch text.lowercased() {
        case "", "nan", "na", "null", "-nan": return .nan
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        default: break
        }
        // Hexadecimal and the like are read by Double, too.
        let allowed = Set("0123456789+-.eE".utf8)
        guard text.utf8.allSatisfy(allowed.contains) else { return nil }
        return Double(text)
    }
}

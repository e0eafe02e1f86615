/// Rows of fields between commas, each as long as the first. Fields may stand in double quotes.
struct CSVTable: Equatable {
    struct Row: Equatable {
        /// Line in the text, from 1.
        var line: Int
        var fields: [String]
        /// Positions of fields that stood in quotes: an empty one is a text, not a missing value.
        var quoted: Set<Int> = []
    }

    private(set) var rows: [Row] = []

    /// Empty lines are passed over. Throws at a line of another length, or past `limit` rows.
    init(_ text: String, limit: Int) throws(ImportFault) {
        var line = 0
        for content in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            guard !content.allSatisfy(\.isWhitespace) else { continue }
            let row = try Self.row(content, line: line)
            if let first = rows.first, first.fields.count != row.fields.count {
                throw .golden(
                    line: line,
                    reason: "has \(row.fields.count) fields, not \(first.fields.count)")
            }
            guard rows.count < limit else {
                throw .golden(line: line, reason: "is beyond the limit of \(limit) rows")
            }
            rows.append(row)
        }
    }

    /// Takes the first row off, which is a header.
    mutating func removeHeader() -> Row? { rows.isEmpty ? nil : rows.removeFirst() }

    private static func row(_ line: Substring, line number: Int) throws(ImportFault) -> Row {
        var row = Row(line: number, fields: [])
        var rest = line
        while true {
            if rest.drop(while: \.isWhitespace).first == "\"" {
                row.quoted.insert(row.fields.count)
            }
            let (field, following) = try field(rest, line: number)
            row.fields.append(field)
            guard let following else { return row }
            rest = following
        }
    }

    /// The first field, and what follows its comma; nil at the end of the line.
    private static func field(
        _ rest: Substring, line: Int
    ) throws(ImportFault) -> (String, Substring?) {
        let trimmed = rest.drop(while: \.isWhitespace)
        guard trimmed.first == "\"" else {
            let end = rest.firstIndex(of: ",")
            let field = rest[..<(end ?? rest.endIndex)]
            return (trim(field), end.map { rest[rest.index(after: $0)...] })
        }
        var text = ""
        var tail = trimmed.dropFirst()
        while let quote = tail.firstIndex(of: "\"") {
            text += tail[..<quote]
            tail = tail[tail.index(after: quote)...]
            guard tail.first == "\"" else {
                let after = tail.drop(while: \.isWhitespace)
                guard let next = after.first else { return (text, nil) }
                guard next == "," else { break }
                return (text, after.dropFirst())
            }
            text += "\""
            tail = tail.dropFirst()
        }
        throw .golden(line: line, reason: "has a quotation mark out of place")
    }

    private static func trim(_ field: Substring) -> String {
        var field = field.drop(while: \.isWhitespace)
        while field.last?.isWhitespace == true { field = field.dropLast() }
        return String(field)
    }
}

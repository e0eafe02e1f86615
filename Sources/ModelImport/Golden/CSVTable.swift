/// A small reader of comma-separated values (RFC 4180): a header line where the first line is no
/// numbers, and fields in double quotes.
struct CSVTable {
    let header: [String]?
    let rows: [[String]]
    /// The line that the first of `rows` stands on, from 1.
    let firstLine: Int

    init(_ text: String) throws(ImportFault) {
        var lines: [[String]] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !(line.isEmpty || line == "\r") {
            lines.append(try Self.fields(of: line, number: index + 1))
        }
        guard let first = lines.first else { throw .golden(line: 1, reason: "is missing") }
        let isHeader = !first.allSatisfy { $0.isEmpty || Double($0) != nil }
        header = isHeader ? first : nil
        rows = isHeader ? Array(lines.dropFirst()) : lines
        firstLine = isHeader ? 2 : 1
        for (index, row) in rows.enumerated() where row.count != first.count {
            throw .golden(
                line: firstLine + index,
                reason: "has \(row.count) fields where the first line has \(first.count)")
        }
    }

    private static func fields(
        of line: Substring, number: Int
    ) throws(ImportFault) -> [String] {
        var fields: [String] = []
        var field = ""
        var isQuoted = false
        for character in line where character != "\r" {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                fields.append(field)
                field = ""
            default: field.append(character)
            }
        }
        guard !isQuoted else { throw .golden(line: number, reason: "has a quote without its end") }
        return fields + [field]
    }
}

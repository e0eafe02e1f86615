import InferenceAPI

/// The rows of a CSV file to models of several kinds, its header first.
func readCSV(_ bytes: [UInt8]) {
    for layout in layouts {
        guard let header = try? CSVHeader.read(bytes.span, layout: layout) else { continue }
        let body = Array(bytes[header.length...])
        read(body, end: RecordEnd.ofCSV) { TableRows(csv: $0, layout: header.layout) }
    }
}

func readJSONLines(_ bytes: [UInt8]) {
    for layout in layouts {
        read(bytes, end: RecordEnd.ofLines) { TableRows(jsonLines: $0, layout: layout) }
    }
}

/// Numbers as a matrix, and one column of each kind.
private let layouts = [
    TableLayout(
        features: ["a", "b"].map { TableLayout.Feature(name: $0) }, takesMissing: false,
        isNarrow: true),
    TableLayout(
        features: [
            TableLayout.Feature(name: "a"), TableLayout.Feature(name: "b", kind: .integer),
            TableLayout.Feature(name: "c", kind: .text),
        ], takesMissing: true, isNarrow: false),
]

/// A file read in two pieces, cut where a record ends, must have the rows of the whole.
private func read(
    _ bytes: [UInt8], end: (Span<UInt8>) -> Int, _ rows: (Span<UInt8>) -> TableRows
) {
    let whole = rows(bytes.span)
    check(whole)
    let cut = end(bytes.span.extracting(first: bytes.count / 2))
    precondition(cut <= bytes.count / 2, "a record ends within its piece")
    let first = rows(bytes.span.extracting(..<cut))
    let second = rows(bytes.span.extracting(cut...))
    let lines = first.lines + second.lines.map { $0 + first.lineCount }
    precondition(lines == whole.lines, "the pieces have the rows of the whole")
    precondition(
        first.rejects.count + second.rejects.count == whole.rejects.count,
        "the pieces reject what the whole rejects")
}

/// Lines rise, and every column is as long as there are rows.
private func check(_ table: TableRows) {
    precondition(zip(table.lines, table.lines.dropFirst()).allSatisfy { $0 < $1 }, "lines rise")
    switch table.content {
    case .matrix(let values): precondition(values.count == table.rows * 2, "rows are whole")
    case .columns(let columns):
        for column in columns {
            let count =
                switch column {
                case .numbers(let values): values.count
                case .integers(let values): values.count
                case .texts(let values): values.count
                }
            precondition(count == table.rows, "columns are as long as there are rows")
        }
    }
}

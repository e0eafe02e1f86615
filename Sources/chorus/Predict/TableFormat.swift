import InferenceAPI

/// How the rows of a file are written.
enum TableFormat: Sendable {
    case csv, jsonLines

    /// By the file's name, else by the first byte that is no blank.
    init(path: String?, start: [UInt8]) {
        let suffix = path.map { $0.lowercased().split(separator: ".").last.map(String.init) ?? "" }
        switch suffix {
        case "csv": self = .csv
        case "ndjson", "jsonl": self = .jsonLines
        default:
            let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
            let first = start.first { !blanks.contains($0) }
            self = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .jsonLines : .csv
        }
    }

    /// The bytes up to the end of the last whole record.
    func recordEnd(_ bytes: [UInt8]) -> Int {
        switch self {
        case .csv: RecordEnd.ofCSV(bytes.span)
        case .jsonLines: RecordEnd.ofLines(bytes.span)
        }
    }

    func rows(_ bytes: [UInt8], _ layout: TableLayout) -> TableRows {
        switch self {
        case .csv: TableRows(csv: bytes.span, layout: layout)
        case .jsonLines: TableRows(jsonLines: bytes.span, layout: layout)
        }
    }
}

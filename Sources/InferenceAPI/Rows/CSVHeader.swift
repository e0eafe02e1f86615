/// What the first record of a CSV file tells about its fields.
public enum CSVHeader {
    /// The layout of a file whose first record this is, and the bytes of its header line (with a
    /// byte order mark), or of the mark alone where the record is a row already.
    ///
    /// A record is a header if it has all features' names: then fields may stand in any order, and
    /// those with other names are passed over. A record of as many fields as features, none of
    /// which is a number where a number is due, is one too: then names say nothing, and the fields
    /// stand in the features' order.
    public static func read(
        _ text: Span<UInt8>, layout: TableLayout
    ) throws(CSVHeaderError) -> (layout: TableLayout, length: Int, lines: Int) {
        let (record, mark, length, lines) = firstRecord(text)
        let names = layout.features.map(\.name)
        let known = Set(names).intersection(record)
        if known.count == names.count {
            var named = layout
            named.fields = record.map { field in names.firstIndex { $0 == field } }
            for (index, name) in names.enumerated() {
                guard named.fields.count(where: { $0 == index }) == 1 else { throw .twice(name) }
            }
            return (named, length, lines)
        }
        let isRow = record.contains { FieldNumber.parse($0).map { !$0.isNaN } ?? false }
        if !isRow, !known.isEmpty, let missing = names.first(where: { !known.contains($0) }) {
            throw .missing(missing, found: record)
        }
        let isHeader = isByPosition(record, layout)
        return (layout, isHeader ? length : mark, isHeader ? lines : 0)
    }

    /// Whether a record names columns by something else than the features' names.
    private static func isByPosition(_ record: [String], _ layout: TableLayout) -> Bool {
        guard record.count == layout.features.count else { return false }
        let numbers = zip(record, layout.features).filter { $1.kind != .text }.map(\.0)
        return !numbers.isEmpty && numbers.allSatisfy { FieldNumber.parse($0) == nil }
    }

    private static func firstRecord(
        _ text: Span<UInt8>
    ) -> (fields: [String], mark: Int, length: Int, lines: Int) {
        guard !text.isEmpty else { return ([], 0, 0, 0) }
        return JSONCursor<RowFault>.visit(text) { cursor in
            let isMarked =
                cursor.byte() == 0xEF && cursor.byte(ahead: 1) == 0xBB
                && cursor.byte(ahead: 2) == 0xBF
            if isMarked { cursor.advance(by: 3) }
            let mark = cursor.position
            var lines = 0
            while cursor.takeLineEnd() { lines += 1 }
            var fields: [String] = []
            repeat {
                guard let field = try? cursor.field(line: &lines, "").text else { break }
                fields.append(field)
            } while cursor.take(UInt8(ascii: ","))
            if cursor.takeLineEnd() { lines += 1 }
            return (fields, mark, cursor.position, lines)
        }
    }
}

/// Why a header does not go with a model.
public enum CSVHeaderError: Error, Hashable, Sendable {
    case missing(String, found: [String])
    case twice(String)
}

extension CSVHeaderError: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .missing(let name, let found):
            "The header has no \"\(name)\"; it has: "
                + "\(found.prefix(20).map { String($0.prefix(40)) }.joined(separator: ", "))."
        case .twice(let name): "The header has \"\(name)\" twice."
        }
    }
}

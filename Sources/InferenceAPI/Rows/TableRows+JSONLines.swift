extension TableRows {
    /// Reads one row a line, a list of values in the features' order or an object of values by the
    /// features' names; other keys are passed over, empty lines too.
    ///
    /// `null` and `NaN` are missing values; `Infinity` and `-Infinity` are numbers.
    public init(jsonLines text: Span<UInt8>, layout: TableLayout) {
        var reader = JSONLinesReader(layout: layout, byteCount: text.count)
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            reader.line(text.extracting(start..<end))
            start = end + 1
        }
        self = reader.rows.rows(lineCount: reader.line)
    }
}

/// Reads lines of JSON, each a row.
struct JSONLinesReader {
    typealias Cursor = JSONCursor<RowFault>

    let layout: TableLayout
    var rows: RowCollector
    private(set) var line = 0
    private let positions: [String: Int]

    init(layout: TableLayout, byteCount: Int) {
        self.layout = layout
        rows = RowCollector(layout: layout, byteCount: byteCount)
        let names = layout.features.enumerated().map { ($1.name, $0) }
        positions = Dictionary(names, uniquingKeysWith: { first, _ in first })
    }

    mutating func line(_ text: Span<UInt8>) {
        defer { line += 1 }
        guard !text.isEmpty else { return }
        do throws(RowFault) {
            try Cursor.read(text) { (cursor) throws(RowFault) in
                cursor.skipWhitespace()
                guard !cursor.isAtEnd else { return }
                rows.begin()
                try row(&cursor)
                try cursor.finish()
                rows.end(line: line)
            }
        } catch {
            rows.reject(line: line, error)
        }
    }

    private mutating func row(_ cursor: inout Cursor) throws(RowFault) {
        switch try cursor.nextKind() {
        case .list: try list(&cursor)
        case .object: try object(&cursor)
        case let other: throw .noRow(found: other)
        }
    }

    private mutating func list(_ cursor: inout Cursor) throws(RowFault) {
        let expected = layout.features.count
        var found = 0
        if try cursor.openList() {
            repeat {
                cursor.skipWhitespace()
                if found < expected {
                    try value(&cursor, found)
                } else {
                    try cursor.skipValue(depth: 1)
                }
                found += 1
            } while try cursor.nextElement()
        }
        guard found == expected else { throw .fields(found: found, expected: expected) }
    }

    private mutating func object(_ cursor: inout Cursor) throws(RowFault) {
        var isThere = [Bool](repeating: false, count: layout.features.count)
        if try cursor.openObject() {
            repeat {
                let key = try cursor.key()
                guard let feature = positions[key] else {
                    try cursor.skipValue(depth: 1)
                    continue
                }
                guard !isThere[feature] else { throw .duplicateKey(key) }
                isThere[feature] = true
                try value(&cursor, feature)
            } while try cursor.nextMember()
        }
        if let missing = isThere.firstIndex(of: false) {
            throw .missingKey(layout.features[missing].name)
        }
    }

    private mutating func value(_ cursor: inout Cursor, _ feature: Int) throws(RowFault) {
        switch layout.features[feature].kind {
        case .number: try rows.take(try number(&cursor, feature), feature)
        case .integer:
            let integer = try integer(&cursor, feature)
            rows.take(integer, feature)
        case .text:
            let text = try text(&cursor, feature)
            rows.take(text, feature)
        }
    }

    private func number(_ cursor: inout Cursor, _ feature: Int) throws(RowFault) -> Double {
        let first = cursor.byte()
        let leading = first == UInt8(ascii: "-") ? cursor.byte(ahead: 1) : first
        if leading &- UInt8(ascii: "0") <= 9 { return cursor.value(of: try cursor.number()) }
        if cursor.take(word: "null") || cursor.take(word: "NaN") { return .nan }
        if cursor.take(word: "Infinity") { return .infinity }
        if cursor.take(word: "-Infinity") { return -.infinity }
        throw try wrongKind(&cursor, feature, .number)
    }

    private func integer(_ cursor: inout Cursor, _ feature: Int) throws(RowFault) -> Int64 {
        let start = cursor.position
        guard try cursor.nextKind() == .number else {
            return try layout.integer(try number(&cursor, feature), feature)
        }
        let number = try cursor.number()
        if let integer = number.integer { return integer }
        let value = cursor.value(of: number)
        guard let integer = Int64(exactly: value) else {
            throw .notInteger(
                layout.features[feature].name, found: cursor.text(from: start, to: number.end))
        }
        return integer
    }

    /// A whole number is taken as its decimal digits, as a text column of the library has it.
    private func text(_ cursor: inout Cursor, _ feature: Int) throws(RowFault) -> String? {
        if cursor.take(word: "null") || cursor.take(word: "NaN") { return nil }
        switch try cursor.nextKind() {
        case .text: return try cursor.string()
        case .number:
            if let integer = try cursor.number().integer { return "\(integer)" }
            throw .wrongKind(layout.features[feature].name, found: .number, expected: .text)
        case .object, .list, .boolean, .null: throw try wrongKind(&cursor, feature, .text)
        }
    }

    private func wrongKind(
        _ cursor: inout Cursor, _ feature: Int, _ expected: JSONKind
    ) throws(RowFault) -> RowFault {
        .wrongKind(
            layout.features[feature].name, found: try cursor.nextKind(), expected: expected)
    }
}

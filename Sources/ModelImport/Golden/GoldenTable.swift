import WeightFormat

/// Golden rows from CSV: each field as its feature's type reads it.
struct GoldenTable {
    private let rows: [CSVTable.Row]
    private let features: [Feature]
    var count: Int { rows.count }

    init(_ text: String, features: [Feature]) throws(ImportFault) {
        var table = try CSVTable(text, limit: Limits.goldenRows + 1)
        if let first = table.rows.first, Self.isHeader(first, features) {
            _ = table.removeHeader()
        }
        guard let first = table.rows.first, table.rows.count <= Limits.goldenRows else {
            throw .golden(line: 1, reason: "starts a table of \(table.rows.count) rows")
        }
        guard first.fields.count == features.count else {
            throw .golden(
                line: first.line,
                reason: "has \(first.fields.count) numbers for \(features.count) features")
        }
        rows = table.rows
        self.features = features
        for row in rows { try Self.check(row, features) }
    }

    /// A first line with a word where a number should be is a header, or one that has exactly the
    /// features' names.
    private static func isHeader(_ row: CSVTable.Row, _ features: [Feature]) -> Bool {
        if row.fields == features.map(\.name) { return true }
        return zip(row.fields, features).contains { field, feature in
            feature.type != .text && number(field) == nil
        }
    }

    private static func check(_ row: CSVTable.Row, _ features: [Feature]) throws(ImportFault) {
        for (field, feature) in zip(row.fields, features) {
            let fits =
                switch feature.type {
                case .number: number(field) != nil
                case .integer: Int64(field) != nil
                case .text: true
                }
            guard fits else {
                throw .golden(line: row.line, reason: "has '\(field.prefix(40))', no number")
            }
        }
    }

    /// Puts the rows among the tensors: one matrix, or a column a feature where not all are numbers.
    func attach(to tensors: inout [String: TensorData]) -> Golden.Rows {
        guard features.contains(where: { $0.type != .number }) else {
            let values = rows.flatMap { $0.fields.map { number($0) ?? .nan } }
            tensors["golden.rows"] = .float64(values, shape: [rows.count, features.count])
            return .matrix("golden.rows")
        }
        return .columns(features.indices.map { column($0, &tensors) })
    }

    private func column(_ index: Int, _ tensors: inout [String: TensorData]) -> Golden.Column {
        let name = "golden.rows.\(index)"
        let fields = rows.map { $0.fields[index] }
        switch features[index].type {
        case .number:
            tensors[name] = .float64(fields.map { number($0) ?? .nan })
            return Golden.Column(numbers: name)
        case .integer:
            tensors[name] = .int64(fields.map { Int64($0) ?? 0 })
            return Golden.Column(integers: name)
        case .text:
            let texts = tensors.keep(fields, as: name)
            let flags = rows.map { row -> UInt8 in
                row.fields[index].isEmpty && !row.quoted.contains(index) ? 1 : 0
            }
            guard flags.contains(1) else { return Golden.Column(texts: texts) }
            tensors[name + ".missing"] = .uint8(flags)
            return Golden.Column(texts: texts, missing: name + ".missing")
        }
    }
}

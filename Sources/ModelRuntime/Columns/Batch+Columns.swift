import Tensors
public import WeightFormat

extension Batch {
    /// Columns in the features' order, each converted as the model's library would: a number takes
    /// integers, an integer takes whole numbers, a text takes integers as their decimal digits.
    ///
    /// A model whose features are all numbers gets them as one matrix.
    public init(
        rows: Int, columns: [Column], fitting signature: Signature
    ) throws(BatchError) {
        let expected = signature.features.count
        guard columns.count == expected else {
            throw .columns(found: columns.count, expected: expected)
        }
        var converted: [Column] = []
        for (column, feature) in zip(columns, signature.features) {
            guard column.count == rows else {
                throw .length(feature: feature, found: column.count, expected: rows)
            }
            converted.append(try column.converted(to: feature))
        }
        try self.init(rows: rows, converted: converted, fitting: signature)
    }

    /// Rows of cells, as they stand in JSON or CSV.
    public init(rows: [[Cell]], fitting signature: Signature) throws(BatchError) {
        let expected = signature.features.count
        for row in rows where row.count != expected {
            throw .columns(found: row.count, expected: expected)
        }
        var columns: [Column] = []
        for (index, feature) in signature.features.enumerated() {
            columns.append(try Column(cells: rows.map { $0[index] }, of: feature))
        }
        try self.init(rows: rows.count, converted: columns, fitting: signature)
    }

    /// - Precondition: each column has the rows and its feature's type.
    private init(
        rows: Int, converted columns: [Column], fitting signature: Signature
    ) throws(BatchError) {
        if signature.takesColumns {
            for (index, column) in columns.enumerated() {
                try Self.checkFinite(column, at: index, signature)
            }
            self.init(rows: rows, content: .columns(columns))
        } else {
            let values = Self.rowMajor(columns, rows: rows)
            try self.init(rows: rows, values: values, fitting: signature)
        }
    }

    private static func rowMajor(_ columns: [Column], rows: Int) -> [Double] {
        var values = [Double](repeating: 0, count: rows * columns.count)
        for (index, column) in columns.enumerated() {
            guard case .numbers(let numbers) = column else { continue }
            for row in 0..<rows { values[row * columns.count + index] = numbers[row] }
        }
        return values
    }

    private static func checkFinite(
        _ column: Column, at index: Int, _ signature: Signature
    ) throws(BatchError) {
        guard !signature.acceptsMissing, case .numbers(let values) = column else { return }
        for (row, value) in values.enumerated() where !value.isFinite {
            if value.isNaN { throw .missing(row: row, column: index) }
            throw .infinite(row: row, column: index, precision: signature.input)
        }
    }
}

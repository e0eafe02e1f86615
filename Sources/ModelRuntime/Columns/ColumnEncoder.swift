import Tensors
import WeightFormat

/// Columns become one matrix, a column each: the stage `encode`, in both forms of a model.
struct ColumnEncoder: BatchEncoder {
    let columns: [EncodedColumn]
    let precision: Precision

    init(_ stage: EncodeStage, _ file: WeightFile) throws(WeightError) {
        precision = file.description.input
        var columns: [EncodedColumn] = []
        for (encoding, feature) in zip(stage.columns, file.features) {
            columns.append(try EncodedColumn(encoding, feature.name, file))
        }
        self.columns = columns
    }

    /// rows x features, rounded to the model's input width.
    func callAsFunction(_ batch: Batch) throws(PredictionError) -> Numbers {
        var matrix = Matrix<Double>(rows: batch.rows, columns: columns.count)
        for (index, column) in columns.enumerated() {
            for row in 0..<batch.rows {
                matrix[row, index] = try column.code(batch.content, row: row, column: index)
            }
        }
        return Numbers.float64(matrix).converted(to: precision)
    }
}

/// How the values of one feature become numbers.
struct EncodedColumn: Sendable {
    let name: String
    /// Codes by text, of a text feature.
    let texts: [ExactText: Double]?
    /// Codes by integer, of an integer or number feature.
    let integers: [Int64: Double]?
    /// Codes by number, of a number feature.
    let numbers: [Double: Double]?
    let unknown: ColumnEncoding.Fallback
    let missing: ColumnEncoding.Fallback

    init(_ encoding: ColumnEncoding, _ name: String, _ file: WeightFile) throws(WeightError) {
        self.name = name
        unknown = encoding.unknown ?? .refuse
        let hasTable =
            encoding.texts != nil || encoding.integers != nil || encoding.numbers != nil
        missing = encoding.missing ?? (hasTable ? .refuse : .missing)
        let codes: [Double]?
        if let name = encoding.codes { codes = try file.doubles(name) } else { codes = nil }
        func table<Key: Hashable>(_ keys: [Key]) -> [Key: Double] {
            let pairs = keys.enumerated().map { ($1, codes?[$0] ?? Double($0)) }
            return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
        }
        if let texts = encoding.texts {
            self.texts = table(try file.texts(texts).map { ExactText($0) })
        } else {
            texts = nil
        }
        if let name = encoding.integers {
            integers = table(try file.tensor(name).int64())
        } else {
            integers = nil
        }
        if let name = encoding.numbers {
            numbers = table(try file.tensor(name).float64())
        } else {
            numbers = nil
        }
    }

    func code(_ content: Batch.Content, row: Int, column: Int) throws(PredictionError) -> Double {
        switch content {
        case .matrix(let numbers): return try code(numbers[row, column], row: row)
        case .columns(let columns):
            switch columns[column] {
            case .numbers(let values): return try code(values[row], row: row)
            case .integers(let values): return try code(values[row], row: row)
            case .texts(let values): return try code(values[row], row: row)
            }
        }
    }

    private func code(_ value: Double, row: Int) throws(PredictionError) -> Double {
        guard !value.isNaN else { return try resolve(missing, row, "misses a value") }
        guard integers != nil || numbers != nil else { return value }
        if let code = numbers?[value] { return code }
        if let integers, let integer = Int64(exactly: value), let code = integers[integer] {
            return code
        }
        return try resolve(unknown, row, "has the unknown category \(value)")
    }

    private func code(_ value: Int64, row: Int) throws(PredictionError) -> Double {
        guard let integers else { return Double(value) }
        if let code = integers[value] { return code }
        return try resolve(unknown, row, "has the unknown category \(value)")
    }

    private func code(_ value: String?, row: Int) throws(PredictionError) -> Double {
        guard let value else { return try resolve(missing, row, "misses a value") }
        if let code = texts?[ExactText(value)] { return code }
        return try resolve(unknown, row, "has the unknown category '\(value.prefix(40))'")
    }

    private func resolve(
        _ fallback: ColumnEncoding.Fallback, _ row: Int, _ found: String
    ) throws(PredictionError) -> Double {
        switch fallback {
        case .missing: .nan
        case .code(let code): code
        case .refuse: throw PredictionError(row: row, reason: "\(found) in '\(name)'")
        }
    }
}

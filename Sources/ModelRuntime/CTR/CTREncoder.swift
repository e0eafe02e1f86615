import Tensors
import WeightFormat

/// Columns become one float32 matrix: numbers, indicators of categories, target statistics. The
/// stage `ctr`, in both forms of a model.
struct CTREncoder: BatchEncoder {
    private let names: [String]
    private let numbers: [Int]
    private let missingAbove: [Bool]
    private let categories: [Int]
    /// Positions in `categories`, and the hashes asked for.
    private let indicators: [(category: Int, value: Int32)]
    private let tables: [CTRTable]
    /// Columns of a row.
    let columns: Int

    init(_ stage: CTRStage, _ file: WeightFile) throws(WeightError) {
        names = file.features.map(\.name)
        numbers = try file.tensor(stage.numbers).int32().map { Int($0) }
        categories = try file.tensor(stage.categories).int32().map { Int($0) }
        if let name = stage.missingAbove {
            missingAbove = try file.tensor(name).uint8().map { $0 != 0 }
        } else {
            missingAbove = Array(repeating: false, count: numbers.count)
        }
        if let stage = stage.indicators {
            let categories = try file.tensor(stage.categories).int32()
            let values = try file.tensor(stage.values).int32()
            indicators = zip(categories, values).map { (Int($0), $1) }
        } else {
            indicators = []
        }
        var tables: [CTRTable] = []
        for table in stage.tables { tables.append(try CTRTable(table, file)) }
        self.tables = tables
        columns = numbers.count + indicators.count + tables.reduce(0) { $0 + $1.columns.count }
    }

    /// rows x columns of the stage.
    func callAsFunction(_ batch: Batch) throws(PredictionError) -> Numbers {
        var values: [Float] = []
        values.reserveCapacity(batch.rows * columns)
        for row in 0..<batch.rows {
            let hashes = try hashes(batch.content, row)
            let first = values.count
            for feature in numbers { values.append(number(batch.content, row, feature)) }
            for indicator in indicators {
                values.append(hashes[indicator.category] == indicator.value ? 1 : 0)
            }
            for table in tables {
                let key = key(table.key, hashes, values[first..<first + numbers.count])
                values += table.values(of: key)
            }
        }
        return .float32(Matrix(rows: batch.rows, columns: columns, values: values))
    }

    private func number(_ content: Batch.Content, _ row: Int, _ feature: Int) -> Float {
        switch content {
        case .matrix(let numbers): return Float(numbers[row, feature])
        case .columns(let features):
            // The stage's check found a number here, and the batch fits the features.
            guard case .numbers(let values) = features[feature] else { return .nan }
            return Float(values[row])
        }
    }

    /// A row's categories. CatBoost refuses one that is missing.
    private func hashes(
        _ content: Batch.Content, _ row: Int
    ) throws(PredictionError) -> [Int32] {
        guard case .columns(let features) = content else { return [] }
        var hashes: [Int32] = []
        for feature in categories {
            guard case .texts(let texts) = features[feature], let text = texts[row] else {
                throw PredictionError(row: row, reason: "has no category in '\(names[feature])'")
            }
            hashes.append(CategoryHash.value(of: text))
        }
        return hashes
    }

    /// Parts of a key one after another, each folded into what came before.
    private func key(
        _ parts: [CTRStage.KeyPart], _ hashes: [Int32], _ numbers: ArraySlice<Float>
    ) -> UInt64 {
        var key: UInt64 = 0
        for part in parts {
            let value: Int64
            if let category = part.category {
                let hash = hashes[category]
                value = part.is.map { $0 == hash ? 1 : 0 } ?? Int64(hash)
            } else {
                value = isAbove(part, numbers) ? 1 : 0
            }
            key = Self.multiplier &* (key &+ Self.multiplier &* UInt64(bitPattern: value))
        }
        return key
    }

    private func isAbove(_ part: CTRStage.KeyPart, _ numbers: ArraySlice<Float>) -> Bool {
        guard let position = part.number, let border = part.above else { return false }
        var x = numbers[numbers.startIndex + position]
        if x.isNaN, missingAbove[position] { x = .infinity }
        return x > border
    }

    /// CatBoost's `MAGIC_MULT`.
    private static let multiplier: UInt64 = 0x4906_BA49_4954_CB65
}

import Tensors
import WeightFormat

/// One table of target statistics, ready to be asked.
struct CTRTable: Sendable {
    typealias Column = CTRStage.TableColumn

    let key: [CTRStage.KeyPart]
    let statistic: CTRStage.Statistic
    let columns: [Column]
    /// The row of `counts` of each key.
    private let rows: [UInt64: Int]
    /// Keys x classes.
    private let counts: [Int32]
    private let classes: Int
    private let sums: [Float]
    private let denominator: Int

    init(_ table: CTRStage.Table, _ file: WeightFile) throws(WeightError) {
        key = table.key
        statistic = table.statistic
        columns = table.columns
        let keys = try file.tensor(table.keys).int64().map { UInt64(bitPattern: $0) }
        rows = Dictionary(zip(keys, keys.indices), uniquingKeysWith: { first, _ in first })
        counts = try file.tensor(table.counts).int32()
        classes = try file.tensor(table.counts).shape.last ?? 1
        if let name = table.sums { sums = try file.tensor(name).float32() } else { sums = [] }
        denominator = table.denominator ?? 0
    }

    /// What the columns hold for a key; for one that training did not meet, what no count gives.
    func values(of key: UInt64) -> [Float] {
        let row = rows[key]
        return columns.map { column in
            let (good, total) = row.map { ratio($0, column) } ?? (0, Float(denominator))
            let share = (good + column.prior[0]) / (total + column.prior[1])
            return (share + column.shift) * column.scale
        }
    }

    private func ratio(_ row: Int, _ column: Column) -> (good: Float, total: Float) {
        let counts = counts[row * classes..<(row + 1) * classes]
        func sum(_ counts: ArraySlice<Int32>) -> Float { Float(counts.reduce(0) { $0 + Int($1) }) }
        return switch statistic {
        case .buckets: (Float(counts[counts.startIndex + column.target]), sum(counts))
        case .borders: (sum(counts.dropFirst(column.target + 1)), sum(counts))
        case .mean: (sums[row], sum(counts))
        case .counter: (sum(counts), Float(denominator))
        }
    }
}

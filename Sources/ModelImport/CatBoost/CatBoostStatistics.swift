import WeightFormat

/// The target statistics of a model (CTRs): `ctrs` among the features says which columns there are,
/// `ctr_data` what training counted.
struct CatBoostStatistics {
    /// One entry of `ctrs`.
    private struct Entry {
        /// Position of its table.
        var table: Int
        var column: CTRStage.TableColumn
        var borders: Int
    }
    private var entries: [Entry] = []
    private var data: [CatBoostStatisticTable] = []
    /// The column of each entry: a table's columns stand side by side.
    private var columns: [Int] = []
    /// Splits that stand before those of the entries in CatBoost's numbering.
    private let firstSplit: Int
    /// The column after the last.
    private(set) var endColumn: Int

    init(
        _ model: DocumentCursor, _ features: CatBoostFeatures, firstColumn: Int
    ) throws(ImportFault) {
        firstSplit =
            features.borders + features.categories.reduce(0) { $0 + $1.feature.values.count }
        endColumn = firstColumn
        guard let ctrs = try model.member("features_info").optional("ctrs") else { return }
        let tables = try model.member("ctr_data")
        var positions: [String: Int] = [:]
        for cursor in try ctrs.elements() {
            let identifier = try cursor.member("identifier").text()
            if positions[identifier] == nil {
                positions[identifier] = data.count
                data.append(
                    try CatBoostStatisticTable(cursor, tables.member(identifier), features))
            }
            entries.append(
                Entry(
                    table: positions[identifier] ?? 0, column: try Self.column(cursor),
                    borders: try cursor.member("borders").numbers().count))
        }
        place(from: firstColumn)
    }

    private mutating func place(from first: Int) {
        columns = Array(repeating: first, count: entries.count)
        for table in data.indices {
            for index in entries.indices where entries[index].table == table {
                columns[index] = endColumn
                endColumn += 1
            }
        }
    }

    private static func column(
        _ cursor: DocumentCursor
    ) throws(ImportFault) -> CTRStage.TableColumn {
        CTRStage.TableColumn(
            target: try cursor.member("target_border_idx").integer(in: 0...Limits.columns),
            prior: [
                Float(try cursor.member("prior_numerator").real()),
                Float(try cursor.member("prior_denomerator").real()),
            ],
            shift: Float(try cursor.member("shift").real()),
            scale: Float(try cursor.member("scale").real()))
    }

    /// The column that a split asks, which names it by its number among all splits alone.
    func column(_ split: DocumentCursor) throws(ImportFault) -> Int {
        var number = try split.member("split_index").integer() - firstSplit
        for (index, entry) in entries.enumerated() {
            if (0..<entry.borders).contains(number) { return columns[index] }
            number -= entry.borders
        }
        throw split.contradiction("has a split_index of no ctr that features_info lists")
    }

    func tables(_ tensors: inout [String: TensorData]) -> [CTRStage.Table] {
        data.indices.map { index in
            let columns = entries.filter { $0.table == index }.map(\.column)
            return data[index].table("ctr.tables.\(index)", columns, &tensors)
        }
    }
}

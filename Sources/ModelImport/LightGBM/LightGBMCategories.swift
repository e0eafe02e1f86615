import WeightFormat

/// The categories of pandas columns, which LightGBM's Python package turns into codes before it
/// predicts: their positions in the lists behind `pandas_categorical:`.
///
/// The text tells no columns for the lists. They are those that training took for categories, where
/// there are as many of them; otherwise rows are taken as codes, as LightGBM's core takes them.
struct LightGBMCategories {
    /// The categories of one column.
    private enum List {
        case texts([String])
        case integers([Int64])
    }
    private let lists: [(column: Int, list: List)]

    /// Nil where no column has categories of pandas.
    init?(_ text: LightGBMText, _ header: LightGBMHeader) throws(ImportFault) {
        guard let json = text.pandasCategorical else { return nil }
        let document = DocumentCursor(try Document(json: Array(json), rounding: .float64))
        guard document.value != .null else { return nil }
        let cursors = try document.elements()
        let columns = Self.columns(text, header)
        guard !cursors.isEmpty, columns.count == cursors.count else { return nil }
        var lists: [(column: Int, list: List)] = []
        for (column, cursor) in zip(columns, cursors) {
            lists.append((column, try Self.list(cursor)))
        }
        self.lists = lists
    }

    /// The columns that `categorical_feature` names by position, or whose `feature_infos` list
    /// categories.
    private static func columns(_ text: LightGBMText, _ header: LightGBMHeader) -> [Int] {
        if let bytes = text.categoricalFeature {
            let words = String(decoding: bytes, as: UTF8.self).split { $0 == "," || $0 == " " }
            let columns = words.compactMap { Int($0) }.filter { (0..<header.features).contains($0) }
            if !words.isEmpty, columns.count == words.count { return Set(columns).sorted() }
        }
        return header.infos.indices.filter { index in
            header.infos[index].contains(":") && header.infos[index].first != "["
        }
    }

    /// Truths count as 0 and 1, which they equal in Python.
    private static func list(_ cursor: DocumentCursor) throws(ImportFault) -> List {
        if case .array(let values) = cursor.value {
            let truths = values.compactMap { if case .bool(let truth) = $0 { truth } else { nil } }
            if truths.count == values.count { return .integers(truths.map { $0 ? 1 : 0 }) }
            return .texts(try cursor.texts())
        }
        guard let integers = try cursor.numbers().integers else {
            throw cursor.fault("texts or integers")
        }
        return .integers(integers)
    }

    /// The stage that makes codes of the columns, whose features then hold texts or numbers. A
    /// category that training did not meet is missing, as pandas has it.
    func encode(_ features: inout [Feature], _ tensors: inout [String: TensorData]) -> Stage {
        var encodings = [ColumnEncoding](repeating: .number, count: features.count)
        for (column, list) in lists {
            let name = "categories.\(column)"
            switch list {
            case .texts(let texts):
                features[column].type = .text
                encodings[column] = ColumnEncoding(
                    texts: tensors.keep(texts, as: name), unknown: .missing, missing: .missing)
            case .integers(let integers):
                tensors[name] = .int64(integers)
                encodings[column] = ColumnEncoding(
                    integers: name, unknown: .missing, missing: .missing)
            }
        }
        return .encode(EncodeStage(columns: encodings))
    }
}

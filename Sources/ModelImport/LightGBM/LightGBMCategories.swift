import WeightFormat

/// The categories of pandas columns, which LightGBM's Python package turns into codes before it
/// predicts: their positions in the lists behind `pandas_categorical:`.
struct LightGBMCategories {
    private let lists: [(column: Int, list: LightGBMCategoryList)]

    /// Nil where no column has categories of pandas.
    init?(_ text: LightGBMText, _ header: LightGBMHeader) throws(ImportFault) {
        guard let json = text.pandasCategorical else { return nil }
        let document = DocumentCursor(try Document(json: Array(json), rounding: .float64))
        guard document.value != .null else { return nil }
        var lists: [LightGBMCategoryList] = []
        for cursor in try document.elements() { lists.append(try LightGBMCategoryList(cursor)) }
        guard !lists.isEmpty else { return nil }
        let columns = LightGBMCategoryColumns(text, header)
        guard let places = columns.places(of: lists.map(\.count)) else {
            throw .unsupported(
                place: "pandas_categorical",
                reason: "does not tell which columns its \(lists.count) lists are of")
        }
        self.lists = Array(zip(places, lists))
    }

    /// The stage that makes codes of the columns, whose features then hold texts or numbers. A
    /// category that training did not meet is missing, as pandas has it.
    func encode(_ features: inout [Feature], _ tensors: inout [String: TensorData]) -> Stage {
        var encodings = [ColumnEncoding](repeating: .number, count: features.count)
        for (column, list) in lists {
            let name = "categories.\(column)"
            var encoding = ColumnEncoding(unknown: .missing, missing: .missing)
            switch list {
            case .texts(let texts):
                features[column].type = .text
                encoding.texts = tensors.keep(texts, as: name)
            case .integers(let integers):
                tensors[name] = .int64(integers)
                encoding.integers = name
            case .reals(let reals):
                tensors[name] = .float64(reals)
                encoding.numbers = name
            }
            encodings[column] = encoding
        }
        return .encode(EncodeStage(columns: encodings))
    }
}

/// The categories of one column.
enum LightGBMCategoryList {
    case texts([String])
    case integers([Int64])
    case reals([Double])

    /// Truths count as 0 and 1, which they equal in Python.
    init(_ cursor: DocumentCursor) throws(ImportFault) {
        switch cursor.value {
        case .numbers(let numbers):
            self = numbers.integers.map(Self.integers) ?? .reals(numbers.doubles)
        case .array(let values):
            let truths = values.compactMap { if case .bool(let truth) = $0 { truth } else { nil } }
            self =
                truths.count == values.count
                ? .integers(truths.map { $0 ? 1 : 0 }) : .texts(try cursor.texts())
        case .null, .bool, .integer, .real, .text, .object: throw cursor.fault("a list")
        }
    }

    var count: Int {
        switch self {
        case .texts(let texts): texts.count
        case .integers(let integers): integers.count
        case .reals(let reals): reals.count
        }
    }
}

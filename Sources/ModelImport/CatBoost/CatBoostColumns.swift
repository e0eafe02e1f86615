/// What a split asks of a row: whether a column is above a border.
struct CatBoostQuestion {
    var column: Int
    var border: Float
}

/// The columns that trees look at, by the splits that name them.
struct CatBoostColumns {
    private let numbers: [Int: CatBoostFeatures.Number]
    /// Columns of the matrix.
    let count: Int

    init(_ features: CatBoostFeatures) {
        numbers = Dictionary(features.numbers.map { ($0.index, $0.feature) }) { first, _ in first }
        count = features.features.count
    }

    /// Where a NaN is above every border, column by column.
    var missingAbove: [Bool] {
        var flags = [Bool](repeating: false, count: count)
        for number in numbers.values { flags[number.column] = number.missingAbove }
        return flags
    }

    mutating func question(_ split: DocumentCursor) throws(ImportFault) -> CatBoostQuestion {
        let type = try split.member("split_type").text()
        switch type {
        case "FloatFeature": return try number(split)
        case "OneHotFeature", "OnlineCtr":
            throw .unsupported(place: "\(split.path)", reason: "is a split of type \(type)")
        default:
            throw split.contradiction("has the unknown split_type '\(type.prefix(40))'")
        }
    }

    private func number(_ split: DocumentCursor) throws(ImportFault) -> CatBoostQuestion {
        let index = try split.member("float_feature_index").integer()
        guard let number = numbers[index] else {
            throw split.contradiction("asks float feature \(index), which features_info lacks")
        }
        return CatBoostQuestion(
            column: number.column, border: Float(try split.member("border").real()))
    }
}

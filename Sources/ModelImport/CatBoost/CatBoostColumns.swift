import WeightFormat

/// What a split asks of a row: whether a column is above a border.
struct CatBoostQuestion {
    var column: Int
    var border: Float
}

/// The columns that trees look at, by the splits that name them.
///
/// A model of numbers looks at its row as it is. With categories there is a matrix of the stage
/// `ctr`: numbers, an indicator of each category that some split asks for, and target statistics.
struct CatBoostColumns {
    /// A category of one feature.
    private struct Indicator: Hashable {
        var feature: Int
        var value: Int32
    }

    private let features: CatBoostFeatures
    private let numbers: [Int: CatBoostFeatures.Number]
    private let indicators: [Indicator: Int]
    private let statistics: CatBoostStatistics
    /// Columns of the matrix.
    let count: Int

    init(_ features: CatBoostFeatures, _ model: DocumentCursor) throws(ImportFault) {
        self.features = features
        var numbers: [Int: CatBoostFeatures.Number] = [:]
        for (position, entry) in features.numbers.enumerated() {
            numbers[entry.index] = entry.feature
            if features.hasCategories { numbers[entry.index]?.column = position }
        }
        self.numbers = numbers
        var indicators: [Indicator: Int] = [:]
        var column = numbers.count
        for (index, feature) in features.categories {
            for value in feature.values {
                indicators[Indicator(feature: index, value: value)] = column
                column += 1
            }
        }
        self.indicators = indicators
        let statistics = try CatBoostStatistics(model, features, firstColumn: column)
        self.statistics = statistics
        count = features.hasCategories ? statistics.endColumn : features.features.count
    }

    /// Where a NaN is above every border, column by column.
    var missingAbove: [Bool] {
        var flags = [Bool](repeating: false, count: count)
        for number in numbers.values { flags[number.column] = number.missingAbove }
        return flags
    }

    func question(_ split: DocumentCursor) throws(ImportFault) -> CatBoostQuestion {
        let type = try split.member("split_type").text()
        switch type {
        case "FloatFeature":
            let index = try split.member("float_feature_index").integer()
            guard let number = numbers[index] else {
                throw split.contradiction("asks float feature \(index), which features_info lacks")
            }
            return CatBoostQuestion(column: number.column, border: try border(split))
        case "OneHotFeature":
            return CatBoostQuestion(column: try indicator(split), border: 0.5)
        case "OnlineCtr":
            let column = try statistics.column(split)
            return CatBoostQuestion(column: column, border: try border(split))
        case "EstimatedFeature":
            throw .unsupported(place: "\(split.path)", reason: "asks a text or an embedding")
        default:
            throw split.contradiction("has the unknown split_type '\(type.prefix(40))'")
        }
    }

    private func border(_ split: DocumentCursor) throws(ImportFault) -> Float {
        Float(try split.member("border").real())
    }

    private func indicator(_ split: DocumentCursor) throws(ImportFault) -> Int {
        let feature = try split.member("cat_feature_index").integer()
        let value = try split.member("value").integer(in: Int(Int32.min)...Int(Int32.max))
        guard let column = indicators[Indicator(feature: feature, value: Int32(value))] else {
            throw split.contradiction("asks a category that features_info lacks")
        }
        return column
    }
}

extension CatBoostColumns {
    /// The stage that makes the matrix; nil for a model of numbers alone.
    func stage(_ tensors: inout [String: TensorData]) -> Stage? {
        guard features.hasCategories else { return nil }
        tensors["ctr.numbers"] = .int32(features.numbers.map { Int32($0.feature.column) })
        tensors["ctr.categories"] = .int32(features.categories.map { Int32($0.feature.column) })
        var stage = CTRStage(numbers: "ctr.numbers", categories: "ctr.categories")
        let missing = features.numbers.map(\.feature.missingAbove)
        if missing.contains(true) {
            stage.missingAbove = "ctr.missing-above"
            tensors["ctr.missing-above"] = .uint8(missing.map { $0 ? 1 : 0 })
        }
        if !indicators.isEmpty {
            let entries = features.categories.enumerated().flatMap { position, entry in
                entry.feature.values.map { (Int32(position), $0) }
            }
            stage.indicators = CTRStage.Indicators(
                categories: "ctr.indicators.categories", values: "ctr.indicators.values")
            tensors["ctr.indicators.categories"] = .int32(entries.map { $0.0 })
            tensors["ctr.indicators.values"] = .int32(entries.map { $0.1 })
        }
        stage.tables = statistics.tables(&tensors)
        return .ctr(stage)
    }
}

import WeightFormat

/// The member `features_info`: what the columns of a row are, and where CatBoost counts them among
/// the numbers or the categories.
struct CatBoostFeatures {
    /// A column of numbers.
    struct Number {
        /// Where the column stands in a row.
        var column: Int
        /// Whether a NaN is above every border.
        var missingAbove: Bool
    }

    /// All columns of a row.
    let features: [Feature]
    /// By their index among the numbers, in the file's order.
    let numbers: [(index: Int, feature: Number)]

    init(_ info: DocumentCursor) throws(ImportFault) {
        for kind in ["text_features", "embedding_features", "estimated_features"]
        where try info.optional(kind) != nil {
            throw .unsupported(place: "\(info.path)", reason: "has \(kind)")
        }
        var names = ColumnNames()
        var numbers: [(index: Int, feature: Number)] = []
        for cursor in try info.optional("float_features")?.elements() ?? [] {
            let column = try names.add(cursor)
            let index = try cursor.member("feature_index").integer(in: 0...Limits.columns)
            let feature = Number(column: column, missingAbove: try Self.missingAbove(cursor))
            numbers.append((index, feature))
        }
        guard try info.optional("categorical_features") == nil else {
            throw .unsupported(place: "\(info.path)", reason: "has categorical_features")
        }
        guard Set(numbers.map(\.index)).count == numbers.count else {
            throw info.contradiction("has two float_features of one index")
        }
        features = try names.features(info)
        self.numbers = numbers
    }

    /// CatBoost replaces a NaN by an infinity only where training met one; elsewhere, and below
    /// every border, a NaN fails each comparison all the same.
    private static func missingAbove(_ cursor: DocumentCursor) throws(ImportFault) -> Bool {
        let treatment = try cursor.optional("nan_value_treatment")?.text() ?? "AsIs"
        guard ["AsIs", "AsFalse", "AsTrue"].contains(treatment) else {
            throw cursor.contradiction("has the unknown nan_value_treatment '\(treatment)'")
        }
        let hasMissing = try cursor.optional("has_nans")?.bool() ?? true
        return hasMissing && treatment == "AsTrue"
    }
}

/// Names and kinds of a row's columns by their place, which the file tells feature by feature.
private struct ColumnNames {
    private var byColumn: [Int: Feature] = [:]

    /// The column of the feature; its name is `feature_id`, where it has one.
    mutating func add(
        _ cursor: DocumentCursor, _ type: FeatureType = .number
    ) throws(ImportFault) -> Int {
        let column = try cursor.member("flat_feature_index").integer(in: 0...Limits.columns - 1)
        let name = try cursor.optional("feature_id")?.text() ?? ""
        let feature = Feature(name: name.isEmpty ? "f\(column)" : name, type: type)
        guard byColumn.updateValue(feature, forKey: column) == nil else {
            throw cursor.contradiction("has the flat_feature_index \(column) of another feature")
        }
        return column
    }

    /// All columns; one that no feature claims is of numbers that nobody looks at.
    func features(_ info: DocumentCursor) throws(ImportFault) -> [Feature] {
        guard let last = byColumn.keys.max() else { throw info.contradiction("has no features") }
        return (0...last).map { byColumn[$0] ?? Feature(name: "f\($0)") }
    }
}

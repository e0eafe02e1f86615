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

    /// A column of categories, integers and texts alike known by their text.
    struct Category {
        /// Where the column stands in a row.
        var column: Int
        /// The hashes that splits ask for by themselves.
        var values: [Int32]
    }

    /// All columns of a row.
    let features: [Feature]
    /// With their index among the numbers, in the file's order.
    private(set) var numbers: [(index: Int, feature: Number)] = []
    /// With their index among the categories, in the file's order.
    private(set) var categories: [(index: Int, feature: Category)] = []
    /// Questions that splits may ask of numbers: the borders of all, one after another.
    private(set) var borders = 0

    init(_ info: DocumentCursor) throws(ImportFault) {
        for kind in ["text_features", "embedding_features", "estimated_features"]
        where try info.optional(kind) != nil {
            throw .unsupported(place: "\(info.path)", reason: "has \(kind)")
        }
        var names = ColumnNames()
        for cursor in try info.optional("float_features")?.elements() ?? [] {
            let column = try names.add(cursor)
            let index = try cursor.member("feature_index").integer(in: 0...Limits.columns)
            let feature = Number(column: column, missingAbove: try Self.missingAbove(cursor))
            numbers.append((index, feature))
            borders += try cursor.optional("borders")?.numbers().count ?? 0
        }
        for cursor in try info.optional("categorical_features")?.elements() ?? [] {
            let column = try names.add(cursor, .text)
            let index = try cursor.member("feature_index").integer(in: 0...Limits.columns)
            let range = Int(Int32.min)...Int(Int32.max)
            let values = try cursor.optional("values")?.integers(in: range) ?? []
            categories.append((index, Category(column: column, values: values.map { Int32($0) })))
        }
        guard Set(numbers.map(\.index)).count == numbers.count,
            Set(categories.map(\.index)).count == categories.count
        else { throw info.contradiction("has two features of one index") }
        features = try names.features(info)
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

extension CatBoostFeatures {
    var hasCategories: Bool { !categories.isEmpty }

    /// The position among the numbers of the one with this index.
    func number(_ index: Int) -> Int? { numbers.firstIndex { $0.index == index } }

    /// The position among the categories of the one with this index.
    func category(_ index: Int) -> Int? { categories.firstIndex { $0.index == index } }
}

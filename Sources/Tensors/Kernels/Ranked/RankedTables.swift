import KernelLayouts

/// The tables by which a group's trees see rows, owned.
struct RankedTables<Row: Real>: Sendable {
    /// The group's columns, in order, and where each stands.
    let keys: [RankKey]
    let positions: [RankKey: Int]
    let sortedBounds: [[Double]]
    let categoryFeatures: [Int32]
    let classes: [CategoryClasses]
    private let columns: AlignedArray<RankColumn>
    private let keys32: AlignedArray<Int32>
    private let keys64: AlignedArray<Int64>
    private let categoryColumns: AlignedArray<CategoryColumn>
    private let codes: AlignedArray<UInt16>

    init(_ group: RankGroup, sets: CategorySets?) {
        let keys = group.bounds.keys.sorted {
            ($0.feature, $0.view.rawValue) < ($1.feature, $1.view.rawValue)
        }
        self.keys = keys
        positions = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices))
        let sortedBounds = keys.map { group.bounds[$0, default: []].sorted() }
        self.sortedBounds = sortedBounds
        columns = AlignedArray(keys.map { RankColumn(feature: $0.feature, view: $0.view) })
        let isNarrow = Row.self == Float.self
        keys32 = AlignedArray(
            isNarrow ? Self.places(sortedBounds.map { $0.map { OrderedKey.make(Float($0)) } }) : [])
        keys64 = AlignedArray(
            isNarrow ? [] : Self.places(sortedBounds.map { $0.map { OrderedKey.make($0) } }))
        let features = group.categories.keys.sorted()
        categoryFeatures = features
        let classes = features.map { group.categories[$0, default: CategoryClasses()] }
        self.classes = classes
        var first = 0
        categoryColumns = AlignedArray(
            zip(features, classes).map { feature, classes in
                defer { first += classes.codes.count }
                return CategoryColumn(
                    feature: feature, refusesNegative: sets?.rounding != .towardZero,
                    isExact: sets?.rounding == .exact, first: Int32(first),
                    count: Int32(classes.codes.count))
            })
        codes = AlignedArray(classes.flatMap(\.codes))
    }

    /// For each column sixteen guides, then the keys of its bounds, and the last key in the places
    /// that remain.
    private static func places<Key: FixedWidthInteger>(_ columns: [[Key]]) -> [Key] {
        let guides = RankTables<Key>.guides
        let bounds = RankTables<Key>.placesPerColumn - guides
        return columns.flatMap { keys in
            let places = keys + [Key](repeating: .max, count: bounds - keys.count)
            return (0..<guides).map { places[$0 * 16 + 15] } + places
        }
    }

    /// For rows of float32.
    var ranks32: RankTables<Int32> {
        RankTables(
            columns: columns.buffer, bounds: keys32.start,
            zeroBorder: FlatForest.Missing.zeroBorder)
    }

    var ranks64: RankTables<Int64> {
        RankTables(
            columns: columns.buffer, bounds: keys64.start,
            zeroBorder: FlatForest.Missing.zeroBorder)
    }

    var categories: CategoryTables {
        CategoryTables(columns: categoryColumns.buffer, codes: codes.start)
    }

    /// Which category column shows a feature.
    func categoryColumn(of feature: Int32) -> Int { categoryFeatures.firstIndex(of: feature) ?? 0 }

    /// The threshold of a bound: a rank above it is of a number that is not less.
    func threshold(_ key: RankKey, _ bound: Double) -> Int8 {
        let bounds = sortedBounds[positions[key] ?? 0]
        var (low, high) = (0, bounds.count)
        while low < high {
            let middle = (low + high) / 2
            if bounds[middle] < bound { low = middle + 1 } else { high = middle }
        }
        return Int8(truncatingIfNeeded: low - 128)
    }
}

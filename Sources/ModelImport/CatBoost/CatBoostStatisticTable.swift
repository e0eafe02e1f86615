import WeightFormat

/// One table of `ctr_data`: `hash_map` is a list of keys, each followed by its numbers.
struct CatBoostStatisticTable {
    private let key: [CTRStage.KeyPart]
    private let statistic: CTRStage.Statistic
    private var keys: [Int64] = []
    /// Keys x classes.
    private var counts: [Int32] = []
    private var sums: [Float] = []
    private let classes: Int
    private let denominator: Int?

    /// - Parameters:
    ///   - entry: one of `ctrs`.
    ///   - data: its member of `ctr_data`.
    init(
        _ entry: DocumentCursor, _ data: DocumentCursor, _ features: CatBoostFeatures
    ) throws(ImportFault) {
        let type = try entry.member("ctr_type").text()
        guard let statistic = Self.statistics[type] else {
            throw .unsupported(
                place: "\(entry.path)", reason: "is of the type '\(type.prefix(40))'")
        }
        self.statistic = statistic
        var parts: [CTRStage.KeyPart] = []
        for element in try entry.member("elements").elements() {
            parts.append(try Self.part(element, features))
        }
        key = parts
        let stride = try data.member("hash_stride").integer(in: 2...Limits.columns)
        classes = statistic == .mean || statistic == .counter ? 1 : stride - 1
        guard stride == (statistic == .mean ? 3 : classes + 1) else {
            throw data.contradiction("has a hash_stride of \(stride) for '\(type)'")
        }
        let total = Int(Int32.min)...Int(Int32.max)
        denominator =
            statistic == .counter
            ? try data.member("counter_denominator").integer(in: total) : nil
        try read(data.member("hash_map"), stride: stride)
    }

    private static let statistics: [String: CTRStage.Statistic] = [
        "Borders": .borders, "Buckets": .buckets, "BinarizedTargetMeanValue": .mean,
        "FloatTargetMeanValue": .mean, "Counter": .counter, "FeatureFreq": .counter,
    ]

    private static func part(
        _ element: DocumentCursor, _ features: CatBoostFeatures
    ) throws(ImportFault) -> CTRStage.KeyPart {
        let kind = try element.member("combination_element").text()
        if kind == "float_feature" {
            let index = try element.member("float_feature_index").integer()
            guard let number = features.number(index) else {
                throw element.contradiction("asks float feature \(index)")
            }
            return CTRStage.KeyPart(
                number: number, above: Float(try element.member("border").real()))
        }
        let index = try element.member("cat_feature_index").integer()
        guard let category = features.category(index) else {
            throw element.contradiction("asks categorical feature \(index)")
        }
        switch kind {
        case "cat_feature_value": return CTRStage.KeyPart(category: category)
        case "cat_feature_exact_value":
            let range = Int(Int32.min)...Int(Int32.max)
            let value = try element.member("value").integer(in: range)
            return CTRStage.KeyPart(category: category, is: Int32(value))
        default:
            throw element.contradiction("has the unknown combination_element '\(kind.prefix(40))'")
        }
    }

    private mutating func read(_ map: DocumentCursor, stride: Int) throws(ImportFault) {
        let values: [Document]
        switch map.value {
        case .array(let elements): values = elements
        case .numbers(let numbers) where numbers.isEmpty: values = []
        case .null: values = []
        case .bool, .integer, .real, .text, .numbers, .object: throw map.fault("an array of keys")
        }
        guard values.count % stride == 0 else {
            throw map.contradiction("has \(values.count) values, no multiple of \(stride)")
        }
        var start = 0
        while start < values.count {
            try add(values[start..<start + stride], map)
            start += stride
        }
    }

    /// Adds a key and its numbers. All ones mark an empty place of CatBoost's own hash table, which
    /// it writes along with the others.
    private mutating func add(
        _ values: ArraySlice<Document>, _ map: DocumentCursor
    ) throws(ImportFault) {
        guard case .text(let text)? = values.first, let key = UInt64(text) else {
            throw map.fault("a key of 64 bits in a text, followed by numbers")
        }
        guard key != .max else { return }
        keys.append(Int64(bitPattern: key))
        var numbers = values.dropFirst()
        if statistic == .mean, let sum = numbers.popFirst() {
            sums.append(Float(try Self.real(sum, map)))
        }
        for number in numbers {
            let count = try Self.real(number, map)
            guard let count = Int32(exactly: count) else { throw map.fault("whole counts") }
            counts.append(count)
        }
    }

    private static func real(
        _ value: Document, _ map: DocumentCursor
    ) throws(ImportFault) -> Double {
        switch value {
        case .integer(let integer): Double(integer)
        case .real(let real): real
        case .null, .bool, .text, .numbers, .array, .object: throw map.fault("numbers after a key")
        }
    }

    func table(
        _ name: String, _ columns: [CTRStage.TableColumn], _ tensors: inout [String: TensorData]
    ) -> CTRStage.Table {
        tensors[name + ".keys"] = .int64(keys)
        tensors[name + ".counts"] = .int32(counts, shape: [keys.count, classes])
        if statistic == .mean { tensors[name + ".sums"] = .float32(sums) }
        return CTRStage.Table(
            key: key, statistic: statistic, keys: name + ".keys", counts: name + ".counts",
            sums: statistic == .mean ? name + ".sums" : nil, denominator: denominator,
            columns: columns)
    }
}

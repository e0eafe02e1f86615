import WeightFormat

/// One tree's lists, each of the length that the tree's leaves ask for. A child below zero is a leaf:
/// `-1` the first, `-2` the second.
struct LightGBMTree {
    /// What a branch asks.
    struct Branch {
        var feature: Int
        /// A number, or the position of a set of categories.
        var threshold: Double
        var isCategorical: Bool
        var missing: TreesStage.Missing
        var left: Int
        var right: Int
    }
    /// A leaf's linear function.
    struct LinearLeaf {
        var constant: Double
        var features: [Int]
        var coefficients: [Double]
    }

    let place: String
    let branches: [Branch]
    /// Numbers of the leaves.
    let values: [Double]
    /// The sets of categories, 32 a word.
    let sets: [[Int32]]
    /// One a leaf; empty where leaves are numbers.
    let linear: [LinearLeaf]

    init(_ fields: LightGBMFields, features: Int) throws(ImportFault) {
        place = fields.place
        let leaves = try fields.integer("num_leaves", in: 1...Int(Int32.max))
        values = try fields.doubles("leaf_value", leaves)
        sets = try Self.sets(fields)
        branches = try Self.branches(fields, leaves - 1, features: features, sets: sets.count)
        linear = try Self.linear(fields, leaves, features: features)
    }

    private static func branches(
        _ fields: LightGBMFields, _ count: Int, features: Int, sets: Int
    ) throws(ImportFault) -> [Branch] {
        guard count > 0 else { return [] }
        let columns = try fields.integers("split_feature", count, in: 0...features - 1)
        let thresholds = try fields.doubles("threshold", count)
        let decisions = try fields.integers("decision_type", count, in: -128...127)
        let children = -(count + 1)...count - 1
        let left = try fields.integers("left_child", count, in: children)
        let right = try fields.integers("right_child", count, in: children)
        var branches: [Branch] = []
        branches.reserveCapacity(count)
        for index in 0..<count {
            let isCategorical = decisions[index] & 1 != 0
            if isCategorical, Int(exactly: thresholds[index]).map((0..<sets).contains) != true {
                throw fields.fault("asks for set \(thresholds[index]) of \(sets) sets")
            }
            let threshold = isCategorical ? thresholds[index] : flushed(thresholds[index])
            branches.append(
                Branch(
                    feature: columns[index], threshold: threshold,
                    isCategorical: isCategorical, missing: try missing(decisions[index], fields),
                    left: left[index], right: right[index]))
        }
        return branches
    }

    /// LightGBM's predictor hands on a number of magnitude up to float32 1e-35 as zero
    /// (`kZeroThreshold`), so a threshold among them parts zero and all of those from what lies
    /// beyond: it moves to their edge.
    private static func flushed(_ threshold: Double) -> Double {
        let zero = Double(Float(1e-35))
        guard threshold.magnitude <= zero else { return threshold }
        return threshold < 0 ? (-zero).nextDown : zero
    }

    /// Bit 0: categories; bit 1: missing values go left; bits 2 and 3: what is missing. A missing
    /// category goes right, whatever the bits say.
    private static func missing(
        _ decision: Int, _ fields: LightGBMFields
    ) throws(ImportFault) -> TreesStage.Missing {
        let goesLeft = decision & 2 != 0
        if decision & 1 != 0 { return .goesRight }
        switch decision >> 2 & 3 {
        case 0: return .countsAsZero
        case 1: return goesLeft ? .zeroGoesLeft : .zeroGoesRight
        case 2: return goesLeft ? .goesLeft : .goesRight
        default: throw fields.fault("has the unknown decision_type \(decision)")
        }
    }

    private static func sets(_ fields: LightGBMFields) throws(ImportFault) -> [[Int32]] {
        let count = try fields.integer("num_cat", in: 0...Int(Int32.max))
        guard count > 0 else { return [] }
        let bounds = try fields.integers("cat_boundaries", count + 1, in: 0...Int(Int32.max))
        guard bounds.first == 0, zip(bounds, bounds.dropFirst()).allSatisfy(<=) else {
            throw fields.fault("has cat_boundaries that fall")
        }
        let words = try fields.integers(
            "cat_threshold", bounds[count], in: 0...Int(UInt32.max))
        return zip(bounds, bounds.dropFirst()).map { start, end in
            words[start..<end].map { Int32(truncatingIfNeeded: $0) }
        }
    }

    private static func linear(
        _ fields: LightGBMFields, _ leaves: Int, features: Int
    ) throws(ImportFault) -> [LinearLeaf] {
        guard fields.has("is_linear"), try fields.integer("is_linear", in: 0...1) == 1 else {
            return []
        }
        let constants = try fields.doubles("leaf_const", leaves)
        let counts = try fields.integers("num_features", leaves, in: 0...features)
        let terms = counts.reduce(0, +)
        let columns = try fields.integers("leaf_features", terms, in: 0...features - 1)
        let coefficients = try fields.doubles("leaf_coeff", terms)
        var start = 0
        return zip(constants, counts).map { constant, count in
            defer { start += count }
            return LinearLeaf(
                constant: constant, features: Array(columns[start..<start + count]),
                coefficients: Array(coefficients[start..<start + count]))
        }
    }
}

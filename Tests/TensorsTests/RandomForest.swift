import Tensors

/// A generator with a seed, so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        return mixed ^ (mixed >> 29)
    }
}

/// Trees of random shape, for comparing one way of walking with another.
struct RandomForest {
    var features = 5
    var trees = 13
    var splits = 12
    var comparisons: [FlatForest.Comparison] = [.lessOrEqual]
    var missing: [FlatForest.Missing?] = [nil]
    var narrowThresholds = true
    var outputs = 1
    var perTreeOutputs = false
    var aggregate = FlatForest.Aggregate.sum
    var base: [Double]?
    /// How the sets of branches of membership read a number, and where they send what is outside.
    var rounding = CategorySets.Rounding.towardZero
    var outsideGoesLeft = false
    var isLinear = false

    func make(seed: UInt64) throws -> FlatForest {
        var generator = SeededGenerator(seed: seed)
        var nodes: [FlatForest.Node] = []
        var roots: [Int32] = []
        var values: [Double] = []
        let columns = perTreeOutputs ? 1 : outputs
        for _ in 0..<trees {
            roots.append(Int32(nodes.count))
            var open = [nodes.count]
            nodes.append(leaf())
            for _ in 0..<Int.random(in: 0...splits, using: &generator) {
                let at = open.remove(at: Int.random(in: 0..<open.count, using: &generator))
                nodes[at] = branch(nodes.count, &generator)
                open += [nodes.count, nodes.count + 1]
                nodes += [leaf(), leaf()]
            }
            for at in open {
                nodes[at].left = Int32(values.count / columns)
                for _ in 0..<columns {
                    values.append(Double(Float.random(in: -1...1, using: &generator)))
                }
            }
        }
        return try FlatForest(
            features: features, roots: roots, nodes: nodes,
            values: Matrix(rows: values.count / columns, columns: columns, values: values),
            treeOutputs: perTreeOutputs ? (0..<trees).map { Int32($0 % outputs) } : nil,
            outputs: outputs, aggregate: aggregate, base: base,
            sets: comparisons.contains(.member) ? sets(&generator) : nil,
            linear: isLinear ? linear(leaves: values.count, &generator) : nil)
    }

    /// Four sets: none, a short one, one of several words, and every category of two words.
    private func sets(_ generator: inout SeededGenerator) throws -> CategorySets {
        let long = (0..<3).map { _ in UInt32.random(in: 0 ... .max, using: &generator) }
        return try CategorySets(
            offsets: [0, 0, 1, 4, 6], words: [0b1011] + long + [.max, .max], rounding: rounding,
            outsideGoesLeft: outsideGoesLeft)
    }

    /// None, one or two terms a leaf.
    private func linear(
        leaves: Int, _ generator: inout SeededGenerator
    ) throws -> LinearLeaves {
        var offsets = [0]
        for leaf in 0..<leaves { offsets.append(offsets[leaf] + leaf % 3) }
        let terms = 0..<(offsets.last ?? 0)
        return try LinearLeaves(
            constants: (0..<leaves).map { _ in .random(in: -1...1, using: &generator) },
            offsets: offsets,
            features: terms.map { _ in .random(in: 0..<Int32(features), using: &generator) },
            coefficients: terms.map { _ in .random(in: -2...2, using: &generator) })
    }

    private func leaf() -> FlatForest.Node {
        FlatForest.Node(
            feature: -1, left: 0, right: 0, comparison: .less, missing: nil, threshold: 0)
    }

    private func branch(_ next: Int, _ generator: inout SeededGenerator) -> FlatForest.Node {
        let wide = Double.random(in: -2...2, using: &generator)
        let edges = [0, -0.0, Double(Float.leastNonzeroMagnitude), 1e300, -1e300]
        let isEdge = Int.random(in: 0..<8, using: &generator) == 0
        let threshold = isEdge ? edges.randomElement(using: &generator) ?? 0 : wide
        let comparison = comparisons.randomElement(using: &generator) ?? .less
        var node = FlatForest.Node(
            feature: Int32.random(in: 0..<Int32(features), using: &generator),
            left: Int32(next), right: Int32(next + 1), comparison: comparison,
            missing: missing.randomElement(using: &generator) ?? nil,
            threshold: narrowThresholds && abs(threshold) < 1e30
                ? Double(Float(threshold)) : threshold)
        if comparison == .member {
            node.threshold = Double(Int.random(in: 0..<4, using: &generator))
            node.missing = Bool.random(using: &generator) ? .goesLeft : .goesRight
        }
        return node
    }
}

/// Rows that sit on the thresholds, one step beside them, and on the numbers' own edges.
func edgeRows(of forest: FlatForest, rows: Int, seed: UInt64) -> Matrix<Float> {
    var generator = SeededGenerator(seed: seed)
    var edges: [Float] = [
        .nan, .infinity, -.infinity, -0.0, 0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]
    if forest.nodes.contains(where: { $0.missing.rawValue > 1 }) {
        edges += [1e-35, (1e-35 as Float).nextUp, -1e-35, (-1e-35 as Float).nextDown]
    }
    if forest.sets != nil {
        edges += [-1, Float(-1).nextUp, -0.5, 0.5, 31, 32, 63, 64, 95, 96, 1.75, 2_147_483_648]
        edges += (0..<100).map(Float.init)
    }
    for node in forest.nodes where node.feature >= 0 {
        let threshold = Float(node.threshold)
        edges += [threshold, threshold.nextUp, threshold.nextDown]
    }
    let values = (0..<rows * forest.features).map { _ in
        edges.randomElement(using: &generator) ?? 0
    }
    return Matrix(rows: rows, columns: forest.features, values: values)
}

/// Equality of bits, so that NaN equals NaN and 0 differs from -0.
func bits<Scalar: Real>(_ matrix: Matrix<Scalar>) -> [UInt64] {
    matrix.values.map { Double($0).bitPattern }
}

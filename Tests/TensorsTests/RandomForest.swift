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
    var missing: [Bool?] = [nil]
    var narrowThresholds = true
    var outputs = 1
    var perTreeOutputs = false
    var aggregate = FlatForest.Aggregate.sum
    var base: [Double]?

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
            outputs: outputs, aggregate: aggregate, base: base)
    }

    private func leaf() -> FlatForest.Node {
        FlatForest.Node(
            feature: -1, left: 0, right: 0, comparison: .less, missingGoesLeft: nil, threshold: 0)
    }

    private func branch(_ next: Int, _ generator: inout SeededGenerator) -> FlatForest.Node {
        let wide = Double.random(in: -2...2, using: &generator)
        let edges = [0, -0.0, Double(Float.leastNonzeroMagnitude), 1e300, -1e300]
        let isEdge = Int.random(in: 0..<8, using: &generator) == 0
        let threshold = isEdge ? edges.randomElement(using: &generator) ?? 0 : wide
        return FlatForest.Node(
            feature: Int32.random(in: 0..<Int32(features), using: &generator),
            left: Int32(next), right: Int32(next + 1),
            comparison: comparisons.randomElement(using: &generator) ?? .less,
            missingGoesLeft: missing.randomElement(using: &generator) ?? nil,
            threshold: narrowThresholds && abs(threshold) < 1e30
                ? Double(Float(threshold)) : threshold)
    }
}

/// Rows that sit on the thresholds, one step beside them, and on the numbers' own edges.
func edgeRows(of forest: FlatForest, rows: Int, seed: UInt64) -> Matrix<Float> {
    var generator = SeededGenerator(seed: seed)
    var edges: [Float] = [
        .nan, .infinity, -.infinity, -0.0, 0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude,
        .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]
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

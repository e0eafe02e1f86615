import Tensors
import Testing

@Suite struct PreparedForestTests {
    /// What answers where ranks may, and the forest.
    static let shapes: [(String, RandomForest)] = [
        ("ranks", RandomForest()),
        ("ranks", RandomForest(comparisons: [.less], base: [0.5])),
        ("ranks", RandomForest(comparisons: [.less, .lessOrEqual, .greater, .greaterOrEqual])),
        (
            "ranks",
            RandomForest(
                comparisons: [.less, .lessOrEqual, .greater, .greaterOrEqual],
                missing: [.goesLeft, .goesRight])
        ),
        ("ranks", RandomForest(trees: 40, narrowThresholds: false, aggregate: .average)),
        ("ranks", RandomForest(outputs: 3, aggregate: .average, base: [1, 2, 3])),
        ("ranks", RandomForest(missing: [.goesLeft, nil], outputs: 3, perTreeOutputs: true)),
        ("ranks", RandomForest(trees: 1, splits: 0)),
        ("ranks", RandomForest(features: 1, trees: 3, splits: 60)),
        // More columns than two registers hold; more bounds than a byte counts.
        ("ranks", RandomForest(features: 300, trees: 40, splits: 40)),
        ("ranks", RandomForest(features: 2, trees: 60, splits: 50)),
        ("ranks", RandomForest(features: 100, trees: 9, splits: 12)),
        ("ranks", RandomForest(features: 4, trees: 7, splits: 250, outputs: 2)),
        ("8-byte nodes", RandomForest(features: 4, trees: 7, splits: 900)),
        ("16-byte nodes", RandomForest(features: 20_000, trees: 4, splits: 900)),
        (
            "plain arrays",
            RandomForest(comparisons: [.equal, .notEqual, .less], missing: [nil, .goesLeft])
        ),
        ("plain arrays", RandomForest(aggregate: .min)),
        ("ranks", RandomForest(missing: FlatForest.Missing.allCases)),
        (
            "ranks",
            RandomForest(
                comparisons: [.less, .lessOrEqual, .greater, .greaterOrEqual],
                missing: FlatForest.Missing.allCases, aggregate: .sumFromBase, base: [0.1])
        ),
        ("ranks", RandomForest(missing: [.countsAsZero])),
        ("8-byte nodes", RandomForest(missing: [.goesLeft], isLinear: true)),
        (
            "8-byte nodes",
            RandomForest(outputs: 2, perTreeOutputs: true, base: [1, 2], isLinear: true)
        ),
        ("ranks", RandomForest(comparisons: [.member])),
        (
            "16-byte nodes and sets",
            RandomForest(
                comparisons: [.member, .lessOrEqual], missing: FlatForest.Missing.allCases,
                outsideGoesLeft: true, isLinear: true)
        ),
        (
            "ranks",
            RandomForest(
                trees: 30, comparisons: [.member, .less], missing: [.goesLeft, .goesRight],
                aggregate: .sumFromBase, base: [-7], rounding: .down, outsideGoesLeft: true)
        ),
        (
            "ranks",
            RandomForest(
                trees: 30, splits: 30, comparisons: [.member, .greater], outputs: 3,
                rounding: .exact)
        ),
        ("plain arrays", RandomForest(outputs: 2, perTreeOutputs: true, aggregate: .max)),
    ]

    @Test(
        "prepared trees equal the definition bit for bit, on thresholds and beside them",
        arguments: 0..<27, InstructionSet.available)
    func equalsReference(shape: Int, instructionSet: InstructionSet) throws {
        let (layout, random) = Self.shapes[shape]
        let forest = try random.make(seed: UInt64(shape))
        let narrow = PreparedForest<Float, Float>(forest, for: instructionSet, choosing: .ranks)
        let mixed = PreparedForest<Float, Double>(forest, for: instructionSet, choosing: .ranks)
        #expect(narrow.plan.batches.contains(layout))
        try expectEqual(forest, narrow, mixed)
    }

    @Test("so do walked trees", arguments: 0..<27)
    func walksEqualReference(shape: Int) throws {
        let forest = try Self.shapes[shape].1.make(seed: UInt64(shape))
        let narrow = PreparedForest<Float, Float>(forest, for: .baseline, choosing: .walks)
        let mixed = PreparedForest<Float, Double>(forest, for: .baseline, choosing: .walks)
        #expect(!narrow.plan.batches.contains("ranks"))
        try expectEqual(forest, narrow, mixed)
    }

    private func expectEqual(
        _ forest: FlatForest, _ narrow: PreparedForest<Float, Float>,
        _ mixed: PreparedForest<Float, Double>
    ) throws {
        for rows in [0, 1, 7, 8, 9, 23, 24, 131, 256, 257, 600] {
            let x = edgeRows(of: forest, rows: rows, seed: UInt64(99 + rows))
            #expect(bits(narrow.scores(x)) == bits(forest.scores(x, summedIn: Float.self)))
            #expect(bits(mixed.scores(x)) == bits(forest.scores(x, summedIn: Double.self)))
        }
    }

    @Test(
        "float64 rows are compared in float64", arguments: [1, 64, 300], InstructionSet.available)
    func wideRows(rows: Int, instructionSet: InstructionSet) throws {
        var random = RandomForest(trees: 20, missing: [.goesLeft, .goesRight])
        random.narrowThresholds = false
        let forest = try random.make(seed: 5)
        let beside = forest.nodes.filter { $0.feature >= 0 }
            .flatMap { [$0.threshold, $0.threshold.nextUp, $0.threshold.nextDown, .nan] }
        var generator = SeededGenerator(seed: 3)
        let x = Matrix(
            rows: rows, columns: 5,
            values: (0..<rows * 5).map { _ in beside.randomElement(using: &generator) ?? 0 })
        let prepared = PreparedForest<Double, Double>(
            forest, for: instructionSet, choosing: .ranks)
        #expect(bits(prepared.scores(x)) == bits(forest.scores(x, summedIn: Double.self)))
    }

    @Test("a chain as deep as it has nodes is walked, not recursed")
    func chain() throws {
        let depth = 200_000
        var nodes: [FlatForest.Node] = []
        for level in 0..<depth {
            nodes.append(branch(Int32(2 * level + 1), Int32(2 * level + 2)))
            nodes.append(leaf(0))
        }
        nodes.append(leaf(1))
        let forest = try FlatForest(
            features: 1, roots: [0], nodes: nodes,
            values: Matrix(rows: 2, columns: 1, values: [3, 4]), outputs: 1)
        let prepared = PreparedForest<Float, Double>(forest)
        let x = Matrix<Float>(rows: 9, columns: 1, repeating: 1)
        #expect(prepared.scores(x).values == Array(repeating: 4, count: 9))
    }

    @Test("nodes with two parents are refused")
    func sharedNode() {
        #expect(throws: ForestError.shared(node: 1)) {
            try FlatForest(
                features: 1, roots: [0], nodes: [branch(1, 1), leaf(0)],
                values: Matrix(rows: 1, columns: 1), outputs: 1)
        }
    }

    @Test("a child before its parent, a feature or a leaf out of range are refused")
    func badIndices() {
        #expect(throws: ForestError.child(node: 0, found: 0)) {
            try forest([branch(0, 1), leaf(0)])
        }
        #expect(throws: ForestError.child(node: 0, found: 9)) {
            try forest([branch(1, 9), leaf(0)])
        }
        #expect(throws: ForestError.feature(node: 0, found: 1)) {
            var node = branch(1, 2)
            node.feature = 1
            return try forest([node, leaf(0), leaf(0)])
        }
        #expect(throws: ForestError.leaf(node: 0, found: 1)) { try forest([leaf(1)]) }
    }

    private func forest(_ nodes: [FlatForest.Node]) throws -> FlatForest {
        try FlatForest(
            features: 1, roots: [0], nodes: nodes, values: Matrix(rows: 1, columns: 1), outputs: 1)
    }

    private func branch(_ left: Int32, _ right: Int32) -> FlatForest.Node {
        FlatForest.Node(
            feature: 0, left: left, right: right, comparison: .less, missing: nil,
            threshold: -1)
    }

    private func leaf(_ row: Int32) -> FlatForest.Node {
        FlatForest.Node(
            feature: -1, left: row, right: 0, comparison: .less, missing: nil,
            threshold: 0)
    }
}

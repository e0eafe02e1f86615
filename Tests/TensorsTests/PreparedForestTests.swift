import Tensors
import Testing

@Suite struct PreparedForestTests {
    static let shapes: [(String, RandomForest)] = [
        ("8-byte nodes", RandomForest()),
        ("8-byte nodes", RandomForest(comparisons: [.less], base: [0.5])),
        (
            "8-byte nodes",
            RandomForest(comparisons: [.less, .lessOrEqual, .greater, .greaterOrEqual])
        ),
        (
            "8-byte nodes",
            RandomForest(
                comparisons: [.less, .lessOrEqual, .greater, .greaterOrEqual],
                missing: [.goesLeft, .goesRight])
        ),
        ("8-byte nodes", RandomForest(trees: 40, narrowThresholds: false, aggregate: .average)),
        ("8-byte nodes", RandomForest(outputs: 3, aggregate: .average, base: [1, 2, 3])),
        (
            "8-byte nodes",
            RandomForest(missing: [.goesLeft, nil], outputs: 3, perTreeOutputs: true)
        ),
        ("8-byte nodes", RandomForest(trees: 1, splits: 0)),
        ("8-byte nodes", RandomForest(features: 1, trees: 3, splits: 60)),
        ("16-byte nodes", RandomForest(features: 20_000, trees: 4)),
        (
            "plain arrays",
            RandomForest(comparisons: [.equal, .notEqual, .less], missing: [nil, .goesLeft])
        ),
        ("plain arrays", RandomForest(aggregate: .min)),
        ("8-byte nodes", RandomForest(missing: FlatForest.Missing.allCases)),
        (
            "8-byte nodes",
            RandomForest(
                comparisons: [.less, .lessOrEqual, .greater, .greaterOrEqual],
                missing: FlatForest.Missing.allCases, aggregate: .sumFromBase, base: [0.1])
        ),
        ("8-byte nodes", RandomForest(missing: [.countsAsZero])),
        ("8-byte nodes", RandomForest(missing: [.goesLeft], isLinear: true)),
        (
            "8-byte nodes",
            RandomForest(outputs: 2, perTreeOutputs: true, base: [1, 2], isLinear: true)
        ),
        ("16-byte nodes and sets", RandomForest(comparisons: [.member])),
        (
            "16-byte nodes and sets",
            RandomForest(
                comparisons: [.member, .lessOrEqual], missing: FlatForest.Missing.allCases,
                outsideGoesLeft: true, isLinear: true)
        ),
        (
            "16-byte nodes and sets",
            RandomForest(
                comparisons: [.member, .less], missing: [.goesLeft, .goesRight],
                aggregate: .sumFromBase, base: [-7], rounding: .down, outsideGoesLeft: true)
        ),
        (
            "16-byte nodes and sets",
            RandomForest(comparisons: [.member, .greater], outputs: 3, rounding: .exact)
        ),
        ("plain arrays", RandomForest(outputs: 2, perTreeOutputs: true, aggregate: .max)),
    ]

    @Test(
        "prepared trees equal the definition bit for bit, on thresholds and beside them",
        arguments: 0..<22, [0, 1, 7, 8, 9, 131])
    func equalsReference(shape: Int, rows: Int) throws {
        let (layout, random) = Self.shapes[shape]
        let forest = try random.make(seed: UInt64(shape))
        let x = edgeRows(of: forest, rows: rows, seed: 99)
        let narrow = PreparedForest<Float, Float>(forest)
        #expect(narrow.layout == layout)
        #expect(bits(narrow.scores(x)) == bits(forest.scores(x, summedIn: Float.self)))
        let mixed = PreparedForest<Float, Double>(forest)
        #expect(bits(mixed.scores(x)) == bits(forest.scores(x, summedIn: Double.self)))
    }

    @Test("float64 rows are compared in float64", arguments: [1, 64])
    func wideRows(rows: Int) throws {
        var random = RandomForest(trees: 20, missing: [.goesLeft, .goesRight])
        random.narrowThresholds = false
        let forest = try random.make(seed: 5)
        let beside = forest.nodes.filter { $0.feature >= 0 }
            .flatMap { [$0.threshold, $0.threshold.nextUp, $0.threshold.nextDown, .nan] }
        var generator = SeededGenerator(seed: 3)
        let x = Matrix(
            rows: rows, columns: 5,
            values: (0..<rows * 5).map { _ in beside.randomElement(using: &generator) ?? 0 })
        let prepared = PreparedForest<Double, Double>(forest)
        #expect(prepared.layout == "16-byte nodes")
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

import Tensors
import Testing

@Suite struct CategorySetsTests {
    /// One stump that asks whether the row is category 0, 1, 3 or 40; left answers 1.
    private func forest(
        _ rounding: CategorySets.Rounding, outsideGoesLeft: Bool,
        missing: FlatForest.Missing = .goesRight
    ) throws -> FlatForest {
        let leaf = FlatForest.Node(
            feature: -1, left: 0, right: 0, comparison: .less, missing: nil, threshold: 0)
        var other = leaf
        other.left = 1
        return try FlatForest(
            features: 1, roots: [0],
            nodes: [
                FlatForest.Node(
                    feature: 0, left: 1, right: 2, comparison: .member, missing: missing,
                    threshold: 0), leaf, other,
            ],
            values: Matrix(rows: 2, columns: 1, values: [1, 0]), outputs: 1,
            sets: CategorySets(
                offsets: [0, 2], words: [0b1011, 1 << 8], rounding: rounding,
                outsideGoesLeft: outsideGoesLeft))
    }

    private func answers(_ forest: FlatForest, _ x: [Double]) -> [Double] {
        let rows = Matrix(rows: x.count, columns: 1, values: x)
        let plain = forest.scores(rows, summedIn: Double.self).values
        #expect(PreparedForest<Double, Double>(forest).scores(rows).values == plain)
        return plain
    }

    @Test("a number without its fraction is the category; beyond the words is outside")
    func towardZero() throws {
        let forest = try forest(.towardZero, outsideGoesLeft: false)
        let x = [0, 1, 2, 3, 40, 41, 64, 1e9, 1e300, 3.9, -0.5, -1, .infinity, -.infinity, .nan]
        #expect(answers(forest, x) == [1, 1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0])
    }

    @Test("a negative number is no category where a library says so")
    func down() throws {
        let forest = try forest(.down, outsideGoesLeft: true, missing: .goesLeft)
        let x = [0, -0.0, 2, 2.9, -0.5, -3, 63, 64, 1e9, .infinity, -.infinity, .nan]
        #expect(answers(forest, x) == [1, 1, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1])
    }

    @Test("a fraction is no category where a library says so")
    func exact() throws {
        let forest = try forest(.exact, outsideGoesLeft: false)
        #expect(answers(forest, [0, 3, 3.5, -0.0, -0.5]) == [1, 1, 0, 1, 0])
    }

    @Test("sets that do not add up are refused, and branches that ask for none")
    func refused() throws {
        for offsets in [[], [0], [0, 1, 2], [1, 2], [0, 2, 1]] as [[Int]] {
            #expect(throws: ForestError.sets) {
                try CategorySets(
                    offsets: offsets, words: [1], rounding: .down, outsideGoesLeft: true)
            }
        }
        let good = try forest(.exact, outsideGoesLeft: false)
        for threshold in [1, -1, 0.5, .nan] {
            var nodes = good.nodes
            nodes[0].threshold = threshold
            #expect(throws: ForestError.set(node: 0)) {
                try FlatForest(
                    features: 1, roots: [0], nodes: nodes, values: good.values, outputs: 1,
                    sets: good.sets)
            }
        }
    }
}

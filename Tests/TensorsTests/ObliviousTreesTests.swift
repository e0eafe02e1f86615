import Tensors
import Testing

@Suite struct ObliviousTreesTests {
    /// Trees of random depth over columns of which every other takes a NaN for infinity.
    private func trees(
        _ count: Int, features: Int = 5, outputs: Int = 1, deepest: Int = 6,
        borders: [Float] = borders, seed: UInt64
    ) throws -> ObliviousTrees {
        var generator = SeededGenerator(seed: seed)
        let depths = (0..<count).map { _ in Int.random(in: 0...deepest, using: &generator) }
        let levels = (0..<depths.reduce(0, +)).map { _ in
            ObliviousTrees.Level(
                feature: Int.random(in: 0..<features, using: &generator),
                border: borders.randomElement(using: &generator) ?? 0)
        }
        let leaves = depths.reduce(0) { $0 + 1 << $1 }
        return try ObliviousTrees(
            missingAbove: (0..<features).map { $0 % 2 == 0 }, depths: depths, levels: levels,
            values: Matrix(
                rows: leaves, columns: outputs,
                values: (0..<leaves * outputs).map { _ in
                    Double.random(in: -1...1, using: &generator)
                }),
            scale: 0.75, bias: [Double](repeating: 0.1, count: outputs))
    }

    private static let borders: [Float] = [
        0, -0.0, 0.5, -1.25, .leastNonzeroMagnitude, -.greatestFiniteMagnitude,
        .greatestFiniteMagnitude, .infinity, -.infinity, .nan,
    ]

    private func rows(_ count: Int, features: Int) -> Matrix<Float> {
        var generator = SeededGenerator(seed: 7)
        let edges = Self.borders.flatMap { [$0, $0.nextUp, $0.nextDown] }
        return Matrix(
            rows: count, columns: features,
            values: (0..<count * features).map { _ in
                edges.randomElement(using: &generator) ?? 0
            })
    }

    @Test(
        "prepared trees equal the definition bit for bit, on borders and beside them",
        arguments: [1, 3], InstructionSet.available)
    func equalsReference(outputs: Int, instructionSet: InstructionSet) throws {
        // Borders that are finite, and one that is not; trees deeper than a byte counts leaves.
        let finite = Self.borders.filter { $0.isFinite && $0.nextUp.isFinite }
        for (borders, deepest) in [(finite, 6), (finite, 8), (finite, 9), (Self.borders, 6)] {
            let trees = try trees(
                20, outputs: outputs, deepest: deepest, borders: borders, seed: UInt64(outputs))
            let prepared = PreparedObliviousTrees(
                trees, for: instructionSet, choosing: .ranks)
            #expect(
                prepared.plan.batches.contains("ranks") == (borders == finite && deepest < 9))
            for rows in [0, 1, 7, 8, 23, 24, 64, 65, 200, 300] {
                let x = self.rows(rows, features: 5)
                #expect(bits(prepared.scores(x)) == bits(trees.scores(x)))
            }
        }
    }

    @Test("trees without a level answer their one leaf")
    func noLevels() throws {
        let trees = try trees(3, deepest: 0, seed: 1)
        let x = rows(9, features: 5)
        #expect(bits(PreparedObliviousTrees(trees).scores(x)) == bits(trees.scores(x)))
    }

    @Test("the first level is the lowest bit, a border itself is not above it, and NaN as told")
    func meaning() throws {
        let trees = try ObliviousTrees(
            missingAbove: [false, true], depths: [2],
            levels: [.init(feature: 0, border: 1), .init(feature: 1, border: 2)],
            values: Matrix(rows: 4, columns: 1, values: [0, 1, 2, 3]), scale: 10, bias: [5])
        let x = Matrix<Float>(
            rows: 4, columns: 2,
            values: [1, 2, Float(1).nextUp, 2, 1, Float(2).nextUp, .nan, .nan])
        #expect(trees.scores(x).values == [5, 15, 25, 25])
    }

    @Test("arrays that do not fit are refused")
    func refusals() {
        let leaves = Matrix<Double>(rows: 4, columns: 1)
        let level = ObliviousTrees.Level(feature: 0, border: 0)
        for (depths, feature) in [([3], 0), ([1], 0), ([-1], 0), ([31], 0), ([2], 1), ([2], -1)] {
            #expect(throws: ObliviousError.self) {
                try ObliviousTrees(
                    missingAbove: [false], depths: depths,
                    levels: [level, .init(feature: feature, border: 0)], values: leaves, bias: [0])
            }
        }
    }
}

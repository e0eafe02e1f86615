import Tensors
import Testing

@Suite struct DenseProductTests {
    @Test(
        "small products equal the definition bit for bit",
        arguments: [(1, 4, 1), (7, 4, 3), (64, 16, 2), (0, 4, 1)])
    func ordered(rows: Int, features: Int, outputs: Int) {
        compare(rows, features, outputs, bound: 0, Float.self, .best)
        compare(rows, features, outputs, bound: 0, Double.self, .best)
    }

    @Test(
        "large products differ by no more than the sum's roundings",
        arguments: InstructionSet.available)
    func bounded(instructionSet: InstructionSet) {
        // Every kind of tile, with and without a rest of rows, outputs and features.
        for (rows, features, outputs) in [
            (1, 784, 1), (5, 100, 3), (3, 1_000, 20), (40, 784, 10), (3, 100, 4), (1, 33, 17),
            (67, 47, 26), (7, 32, 6), (2, 65, 10), (0, 64, 10),
        ] {
            compare(rows, features, outputs, bound: Double(features), Float.self, instructionSet)
            compare(rows, features, outputs, bound: Double(features), Double.self, instructionSet)
        }
    }

    @Test(
        "a batch cut between two groups of rows gives the same bits, OpenBLAS's layout among them")
    func groups() {
        let coefficients: Matrix<Double> = random(10, 200, seed: 2)
        let product = DenseProduct(
            coefficients: coefficients, intercepts: [Double](repeating: 0.5, count: 10))
        #expect(product.plan.batches == "OpenBLAS")
        let group = product.rowsPerPart
        let rows = 2 * group + 77
        let x: Matrix<Double> = random(rows, 200, seed: 1)
        var parts: [Double] = []
        for range in [0..<group, group..<2 * group, 2 * group..<rows] {
            let values = Array(x.values[range.lowerBound * 200..<range.upperBound * 200])
            parts += product(Matrix(rows: range.count, columns: 200, values: values)).values
        }
        #expect(product(x).values == parts)
    }

    @Test("groups of all sizes end where larger ones do", arguments: [3, 60, 200, 511, 784, 5_000])
    func groupSizes(features: Int) {
        for outputs in [1, 2, 7, 64, 120, 999] {
            let product = DenseProduct(
                coefficients: Matrix<Double>(rows: outputs, columns: features),
                intercepts: [Double](repeating: 0, count: outputs))
            #expect(product.rowsPerPart.nonzeroBitCount == 1)
            #expect((8...256).contains(product.rowsPerPart))
        }
    }

    /// `bound` is in units of the last place of the sum of the products' magnitudes.
    private func compare<Scalar: Real>(
        _ rows: Int, _ features: Int, _ outputs: Int, bound: Double, _ width: Scalar.Type,
        _ instructionSet: InstructionSet
    ) where Scalar.RawSignificand: FixedWidthInteger {
        let x: Matrix<Scalar> = random(rows, features, seed: 1)
        let coefficients: Matrix<Scalar> = random(outputs, features, seed: 2)
        let intercepts: Matrix<Scalar> = random(1, outputs, seed: 3)
        let product = DenseProduct(
            coefficients: coefficients, intercepts: intercepts.values, for: instructionSet)
        let scores = product(x)
        let expected = referenceProduct(
            x, coefficients: coefficients, intercepts: intercepts.values)
        #expect((scores.rows, scores.columns) == (rows, outputs))
        for row in 0..<rows {
            for output in 0..<outputs {
                var size = Double(intercepts.values[output].magnitude)
                for feature in 0..<features {
                    size += Double((x[row, feature] * coefficients[output, feature]).magnitude)
                }
                let difference = Double((scores[row, output] - expected[row, output]).magnitude)
                #expect(difference <= bound * size * Double(Scalar.ulpOfOne))
            }
        }
    }

    private func random<Scalar: Real>(
        _ rows: Int, _ columns: Int, seed: UInt64
    ) -> Matrix<Scalar> where Scalar.RawSignificand: FixedWidthInteger {
        var generator = SeededGenerator(seed: seed)
        return Matrix(
            rows: rows, columns: columns,
            values: (0..<rows * columns).map { _ in Scalar.random(in: -1...1, using: &generator) })
    }
}

import Tensors
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Darwin)
    import Darwin
#endif

@Suite struct ExponentialsTests {
    @Test("exponentials are the nearest float, overflow, underflow and NaN among them")
    func nearest() {
        var generator = SeededGenerator(seed: 11)
        let edges: [Float] = [
            0, -0.0, 1, -1, .infinity, -.infinity, 88.72283, 88.72284, 89, 1e30, -87.33655,
            -103.27893, -103.97208, -104, -1e30, .leastNonzeroMagnitude, .ulpOfOne,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        ]
        let random = (0..<200_000).map { _ in Float.random(in: -104...89, using: &generator) }
        for set in InstructionSet.available {
            let numbers = edges + random + [.nan]
            let results = exponentials(of: numbers, for: set)
            var others = 0
            for (x, result) in zip(numbers, results) {
                let expected = Float(exp(Double(x)))
                if result.bitPattern == expected.bitPattern || result.isNaN && x.isNaN {
                    continue
                }
                others += 1
                #expect((result - expected).magnitude <= expected.ulp, "e^\(x) by \(set)")
            }
            #expect(others <= 1)
        }
    }

    @Test(
        "softmax and the logistic function follow their definitions, row by row",
        arguments: [
            (1, 1), (1, 2), (3, 10), (7, 3), (70, 2), (5, 130),
        ])
    func links(rows: Int, columns: Int) {
        var generator = SeededGenerator(seed: 5)
        let scores = Matrix<Float>(
            rows: rows, columns: columns,
            values: (0..<rows * columns).map { _ in .random(in: -30...30, using: &generator) })
        var softmax = scores
        softmax.applySoftmax()
        var logistic = scores
        logistic.applyLogistic()
        for row in 0..<rows {
            let powers = scores.row(row).map { exp(Double($0)) }
            let sum = powers.reduce(0, +)
            for column in 0..<columns {
                let share = powers[column] / sum
                #expect(abs(Double(softmax[row, column]) - share) <= 1e-6 * share + 1e-12)
                let x = Double(scores[row, column])
                #expect(abs(Double(logistic[row, column]) - 1 / (1 + exp(-x))) <= 1.2e-7)
            }
        }
    }

    @Test("a score's answer does not depend on how many stand beside it")
    func company() {
        let values = (0..<100).map { Float($0) * 0.37 - 18 }
        var together = Matrix<Float>(rows: 100, columns: 1, values: values)
        together.applyLogistic()
        for (row, value) in values.enumerated() {
            var alone = Matrix<Float>(rows: 1, columns: 1, values: [value])
            alone.applyLogistic()
            #expect(alone.values[0].bitPattern == together.values[row].bitPattern)
        }
    }
}

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
            var results = Matrix(rows: 1, columns: numbers.count, values: numbers)
            results.applyExponential(by: Exponentials(for: set))
            var others = 0
            for (x, result) in zip(numbers, results.values) {
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
        "tangents are within 0.51 units of the last place, signed zeros and NaN among them",
        arguments: InstructionSet.available)
    func tangents(set: InstructionSet) {
        var generator = SeededGenerator(seed: 12)
        // Both sides of the border between its two forms, and of where it becomes one.
        let edges: [Float] = [
            0, -0.0, 0.0625, Float(0.0625).nextDown, Float(0.0625).nextUp, -0.0625, 9, 9.02, -9.02,
            1e30,
            .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-30, 1e-4,
            .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
        ]
        let near = (0..<100_000).map { _ in Float.random(in: -0.2...0.2, using: &generator) }
        let far = (0..<100_000).map { _ in Float.random(in: -10...10, using: &generator) }
        let numbers = edges + near + far + [.nan]
        var results = Matrix(rows: 1, columns: numbers.count, values: numbers)
        results.applyTanh(by: Exponentials(for: set))
        for (x, result) in zip(numbers, results.values) {
            let exact = tanh(Double(x))
            if x.isNaN {
                #expect(result.isNaN)
                continue
            }
            #expect(result.sign == x.sign)
            let difference: Double = abs(Double(result) - exact)
            #expect(difference <= 0.51 * Double(Float(exact).ulp), "tanh \(x) by \(set)")
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
        softmax.applySoftmax(by: Exponentials(for: .best))
        var logistic = scores
        logistic.applyLogistic(by: Exponentials(for: .best))
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

    @Test(
        "a score's answer does not depend on how many stand beside it",
        arguments: InstructionSet.available)
    func company(set: InstructionSet) {
        let exponentials = Exponentials(for: set)
        let values = (0..<100).map { Float($0) * 0.37 - 18 }
        var together = Matrix<Float>(rows: 100, columns: 1, values: values)
        together.applyLogistic(by: exponentials)
        var tangents = Matrix<Float>(rows: 100, columns: 1, values: values)
        tangents.applyTanh(by: exponentials)
        for (row, value) in values.enumerated() {
            var alone = Matrix<Float>(rows: 1, columns: 1, values: [value])
            alone.applyLogistic(by: exponentials)
            #expect(alone.values[0].bitPattern == together.values[row].bitPattern)
            var tangent = Matrix<Float>(rows: 1, columns: 1, values: [value])
            tangent.applyTanh(by: exponentials)
            #expect(tangent.values[0].bitPattern == tangents.values[row].bitPattern)
        }
    }
}
